using System.Data.Common;
using Microsoft.AspNetCore.Http;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Chats;
using StructGen.Generation.Compatibility;
using StructGen.Generation.Models;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Api.Problems;

/// <summary>What the pipeline throws or returns → the problem a client sees. The only place that knows both.</summary>
internal static class ProblemMapping
{
    /// <summary>The problem behind an exception; <see cref="ProblemKind.Internal"/>, without detail, for one nobody foresaw.</summary>
    public static Problem From(Exception exception) => exception switch
    {
        ProblemException problem => problem.Problem,
        MalformedRequestException malformed => new(ProblemKind.MalformedRequest, malformed.Message) { Errors = [new(malformed.Pointer, null, malformed.Message)] },
        RequestTooLargeException => new(ProblemKind.RequestTooLarge, exception.Message),
        ConstraintException constraint => From(constraint),
        RequestPartException part => From(part.Fault),
        InexpressibleException inexpressible => new(ProblemKind.Inexpressible, inexpressible.Message) { Errors = Read(inexpressible.Errors) },
        UnknownSchemaException => new(ProblemKind.UnknownSchema, exception.Message),
        UnknownToolException => new(ProblemKind.UnknownTool, exception.Message),
        UnknownModelException => new(ProblemKind.UnknownModel, exception.Message),
        VersionConflictException => new(ProblemKind.VersionConflict, exception.Message),
        IncompatibleSchemaException incompatible => new(ProblemKind.IncompatibleSchema, incompatible.Message)
        {
            Errors = [.. incompatible.Breaks.Take(ProblemBounds.MostErrors + 1).Select(found => new ProblemError(found.Pointer, found.Keyword, found.Message))],
        },
        ContextExceededException => new(ProblemKind.ContextExceeded, exception.Message),
        OverloadedException overloaded => new(ProblemKind.Overloaded, overloaded.Message) { RetryAfter = overloaded.RetryAfter },
        RequestRejectedException => new(ProblemKind.ProviderRejected, exception.Message),
        ModelUnavailableException => new(ProblemKind.ModelUnavailable, exception.Message),
        ModelCallException call => new(ProblemKind.ModelUnavailable, call.Message) { RetryAfter = call.RetryAfter },
        TimeoutException => new(ProblemKind.Timeout, "The time for this request ran out; ask for less or raise timeoutSeconds."),
        DbException or { InnerException: DbException } => new(ProblemKind.StoreUnavailable, "The store does not answer; try again, and look into the service's log if it goes on."),
        BadHttpRequestException bad => From(bad),
        _ => new(ProblemKind.Internal, "Internal error: the service's log has the details under the x-request-id of this response."),
    };

    /// <summary>The problem of a generation without an answer; null when there is one.</summary>
    public static Problem? From(GenerationResult result) => From(result.Outcome, result.Attempts);

    /// <summary>The problem of a tool call without an answer; null when there is one.</summary>
    public static Problem? From(ToolCallResult result) => From(result.Outcome, result.Attempts);

    /// <summary>The problem of an outcome; null when there is an answer.</summary>
    public static Problem? From(GenerationOutcome outcome, IReadOnlyList<GenerationAttempt> attempts)
    {
        Problem? problem = outcome switch
        {
            GenerationOutcome.InvalidAnswer => new(ProblemKind.InvalidAnswer, InvalidAnswer(attempts)),
            GenerationOutcome.AmbiguousAnswer => new(ProblemKind.AmbiguousAnswer, InvalidAnswer(attempts)),
            GenerationOutcome.Truncated => new(ProblemKind.Truncated, "The token limit cut the last answer off; raise maxTokens or ask for less."),
            GenerationOutcome.Refused => new(ProblemKind.Refused, "The model declined; the attempts hold its words."),
            GenerationOutcome.EmptyAnswer => new(ProblemKind.EmptyAnswer, "The model wrote nothing; try another mode or model."),
            GenerationOutcome.AbsentValue => AbsentValue(attempts[^1]),
            GenerationOutcome.TimedOut => new(ProblemKind.Timeout, "The time for all attempts ran out; ask for less or raise timeoutSeconds."),
            _ => null,
        };
        return problem is null ? null : problem with { Attempts = attempts };
    }

    private static string InvalidAnswer(IReadOnlyList<GenerationAttempt> attempts)
    {
        var first = attempts.Count > 0 && attempts[^1].Errors is [var error, ..] ? $" The first fault is at '{error.Pointer}': {error.Message}" : "";
        return $"The last of {attempts.Count} {(attempts.Count == 1 ? "attempt" : "attempts")} is not valid.{first}";
    }

    private static Problem AbsentValue(GenerationAttempt last) => new(
        ProblemKind.AbsentValue,
        $"The model says that the text does not hold {string.Join(", ", last.Errors.Where(error => error.Keyword == "x-absent").Select(error => error.Pointer).Take(10))}. Send a text that does, or another absence policy for these properties.")
    {
        Errors = [.. last.Errors.Select(error => new ProblemError(error.Pointer, error.Keyword, error.Message))],
    };

    /// <summary>The problem of a schema that cannot be used.</summary>
    public static Problem From(ConstraintException exception)
    {
        var kind = exception switch
        {
            UnsupportedKeywordException => ProblemKind.UnsupportedKeyword,
            UnsatisfiableSchemaException => ProblemKind.UnsatisfiableSchema,
            ConstraintLimitException => ProblemKind.LimitExceeded,
            _ => ProblemKind.InvalidSchema,
        };
        return new(kind, exception.Message) { Errors = Read(exception.Errors) };
    }

    private static IReadOnlyList<ProblemError> Read(IReadOnlyList<ConstraintError> errors)
        => [.. errors.Take(ProblemBounds.MostErrors + 1).Select(error => new ProblemError(error.Pointer, error.Keyword, error.Message))];

    private static Problem From(BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new(ProblemKind.RequestTooLarge, "The request is larger than the server reads."),
        StatusCodes.Status408RequestTimeout => new(ProblemKind.BodyTimeout, "The body arrives too slowly; the limits are Limits:BodyBytesPerSecond and Limits:BodyTimeout."),
        StatusCodes.Status415UnsupportedMediaType => new(ProblemKind.UnsupportedMediaType, "Send the body as JSON, with the header 'Content-Type: application/json'."),
        _ => new(ProblemKind.MalformedRequest, "The request cannot be read: a query parameter or the body has the wrong form; see /openapi/v1.json."),
    };
}
