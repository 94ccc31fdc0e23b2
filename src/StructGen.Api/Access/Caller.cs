namespace StructGen.Api.Access;

/// <summary>Who asks, and what of. Immutable; holds no secret.</summary>
/// <param name="Id">Names the caller in logs, rates and budgets: <c>config:NAME</c>, <c>key:ID</c> or <c>jwt:SUBJECT</c>.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="RequestsPerMinute">Most requests in a minute; null is any number.</param>
/// <param name="TokensPerDay">Most tokens of prompts and answers in a day (UTC); null is any number.</param>
internal sealed record Caller(string Id, IReadOnlyList<string> Scopes, int? RequestsPerMinute, long? TokensPerDay)
{
    /// <summary>Who sent a request; null where authentication is off or the endpoint is open.</summary>
    public static Caller? Of(HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;
}
