using Microsoft.Extensions.Logging;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Telemetry;

/// <summary>All that generation logs. No message holds a document, a prompt, an answer or a key.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Fault}")]
    public static partial void CatalogFileRefused(this ILogger logger, string fault);

    [LoggerMessage(2, LogLevel.Information, "Generation with {Model} in {Mode} mode ended: {Outcome} after {Attempts} attempts, {PromptTokens} + {CompletionTokens} tokens, {DurationMs} ms.")]
    public static partial void GenerationEnded(this ILogger logger, string model, GenerationMode mode, GenerationOutcome outcome, int attempts, int promptTokens, int completionTokens, double durationMs);

    [LoggerMessage(3, LogLevel.Debug, "Attempt {Attempt} with {Model} was not accepted: {Outcome}, {Errors} errors, the first of keyword '{Keyword}' at '{SchemaPointer}'.")]
    public static partial void AttemptRejected(this ILogger logger, int attempt, string model, GenerationOutcome outcome, int errors, string? keyword, string? schemaPointer);

    [LoggerMessage(4, LogLevel.Warning, "NJsonSchema disagrees about an answer to schema {Hash}: it says {Other}, the engine's validator {Verdict}.")]
    public static partial void SecondOpinionDiffers(this ILogger logger, string hash, string other, string verdict);

    [LoggerMessage(5, LogLevel.Warning, "Call {Try} of model {Model} failed and is repeated in {DelayMs} ms: {Reason}")]
    public static partial void CallRepeated(this ILogger logger, int @try, string model, double delayMs, string reason);

    [LoggerMessage(6, LogLevel.Error, "The circuit of model {Model} is open for {PauseMs} ms: too many of its calls failed.")]
    public static partial void CircuitOpened(this ILogger logger, string model, double pauseMs);
}
