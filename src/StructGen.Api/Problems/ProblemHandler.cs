using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using StructGen.Api.Chat.Errors;

namespace StructGen.Api.Problems;

/// <summary>Answers every exception that a request throws, as a problem; a failure nobody foresaw is logged and told without detail.</summary>
internal sealed partial class ProblemHandler(ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(context, Explain(exception, context.Request.Path, logger), cancellationToken);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads the answer any more.
        }

        return true;
    }

    /// <summary>The problem behind an exception; logs what nobody foresaw.</summary>
    public static Problem Explain(Exception exception, PathString path, ILogger logger)
    {
        var problem = ProblemMapping.From(exception);
        if (problem.Kind == ProblemKind.Internal)
            UnforeseenFailure(logger, exception, path);
        return problem;
    }

    /// <summary>Answers with a problem, in the form that the address speaks.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem, CancellationToken cancellationToken)
    {
        if (ChatErrors.Speaks(context.Request.Path))
            return ChatErrors.WriteAsync(context, problem, cancellationToken);
        context.Response.StatusCode = problem.Kind.Status;
        if (problem.RetryAfter is { } delay)
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var details = problem.ToDetails();
        if (IsUnknownAddress(context, problem))
            details.Extensions["error"] = ChatErrors.From(problem).Error;
        return context.Response.WriteAsJsonAsync(details, ApiJson.Wire.ProblemDetails, "application/problem+json", cancellationToken);
    }

    /// <summary>Whether one of OpenAI's clients may have called an address that only OpenAI has: it reads nothing but <c>error</c>.</summary>
    private static bool IsUnknownAddress(HttpContext context, Problem problem)
        => context.Request.Path.StartsWithSegments("/v1")
            && ((context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) is null
                || problem.Kind == ProblemKind.MethodNotAllowed);

    /// <summary>Answers a status that the framework set by itself (no route, wrong method, wrong media type).</summary>
    public static Task WriteStatusAsync(StatusCodeContext context)
    {
        var request = context.HttpContext.Request;
        Problem? problem = context.HttpContext.Response.StatusCode switch
        {
            404 => new(ProblemKind.NotFound, $"There is nothing at {request.Path}; see /openapi/v1.json or /scalar."),
            405 => new(ProblemKind.MethodNotAllowed, $"{request.Path} does not take {request.Method}; see /openapi/v1.json."),
            415 => new(ProblemKind.UnsupportedMediaType, "Send the body as JSON, with the header 'Content-Type: application/json'."),
            400 => new(ProblemKind.MalformedRequest, "The request cannot be read; see /openapi/v1.json."),
            _ => null,
        };
        return problem is null ? Task.CompletedTask : WriteAsync(context.HttpContext, problem, context.HttpContext.RequestAborted);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Unforeseen failure at {Path}")]
    private static partial void UnforeseenFailure(ILogger logger, Exception exception, PathString path);
}
