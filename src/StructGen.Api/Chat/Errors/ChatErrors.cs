using System.Globalization;
using StructGen.Api.Problems;

namespace StructGen.Api.Chat.Errors;

/// <summary>Problems in OpenAI's form, on the addresses that its clients call.</summary>
/// <remarks>What is sure to fail again says so (<c>x-should-retry: false</c>): the clients would try twice more.</remarks>
internal static class ChatErrors
{
    private const string BadRequest = "invalid_request_error";
    private const string Server = "server_error";

    /// <summary>Whether an address answers in this form.</summary>
    public static bool Speaks(PathString path) => path.StartsWithSegments("/v1/chat") || path.StartsWithSegments("/v1/models");

    /// <summary>The error of a problem.</summary>
    public static ChatError From(Problem problem)
    {
        var (_, type, code) = Read(problem.Kind);
        return new(new(problem.Detail, type, problem.Place ?? Param(problem), problem.Code ?? code));
    }

    /// <summary>The HTTP status of a problem in this form.</summary>
    public static int StatusOf(ProblemKind kind) => Read(kind).Status;

    /// <summary>Answers with a problem.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = StatusOf(problem.Kind);
        if (problem.RetryAfter is { } delay)
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (!IsPassing(problem.Kind))
            context.Response.Headers["x-should-retry"] = "false";
        return context.Response.WriteAsJsonAsync(From(problem), ApiJson.Wire.ChatError, "application/json", cancellationToken);
    }

    /// <summary>Whether the same request may succeed later.</summary>
    private static bool IsPassing(ProblemKind kind) => kind == ProblemKind.Overloaded || kind == ProblemKind.BodyTimeout || kind == ProblemKind.RateLimited || kind == ProblemKind.Draining || kind == ProblemKind.ModelUnavailable || kind == ProblemKind.StoreUnavailable;

    private static string? Param(Problem problem)
    {
        if (problem.Kind == ProblemKind.UnknownModel) return "model";
        if (problem.Kind == ProblemKind.ContextExceeded) return "messages";
        return problem.Kind == ProblemKind.MalformedRequest && problem.Errors is [var first, ..] ? ParamPath.Of(first.Pointer) : null;
    }

    private static (int Status, string Type, string? Code) Read(ProblemKind kind) => kind.Code switch
    {
        "malformed-request" => (400, BadRequest, null),
        "unknown-model" => (404, BadRequest, "model_not_found"),
        "invalid-schema" => (400, BadRequest, "invalid_json_schema"),
        "context-exceeded" => (400, BadRequest, "context_length_exceeded"),
        "unauthenticated" => (401, BadRequest, "invalid_api_key"),
        "forbidden" => (403, BadRequest, "insufficient_permissions"),
        "overloaded" or "rate-limited" => (429, "rate_limit_error", "rate_limit_exceeded"),
        "budget-exceeded" => (429, "insufficient_quota", "insufficient_quota"),
        "internal-error" => (500, Server, "internal_error"),
        _ when kind.Status == 422 => (400, BadRequest, Underscored(kind)),
        _ when kind.Status >= 500 => (kind.Status, Server, Underscored(kind)),
        _ => (kind.Status, BadRequest, Underscored(kind)),
    };

    private static string Underscored(ProblemKind kind) => kind.Code.Replace('-', '_');
}
