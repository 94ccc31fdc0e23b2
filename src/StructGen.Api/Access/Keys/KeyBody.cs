namespace StructGen.Api.Access.Keys;

/// <summary>Body of <c>POST /v1/keys</c>.</summary>
public sealed record KeyBody
{
    /// <summary>What the key is for, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do: <c>extract</c>, <c>tools</c>, <c>chat</c>, <c>registry:read</c>, <c>registry:write</c>, <c>admin</c>.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Most requests in a minute; any number by default.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Most tokens of prompts and answers in a day (UTC); any number by default.</summary>
    public long? TokensPerDay { get; init; }

    /// <summary>When it ends to count (RFC 3339); never by default.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
