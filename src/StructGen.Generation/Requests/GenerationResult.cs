using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.Generation.Requests;

/// <summary>The answer to a <see cref="GenerationRequest"/>, or why there is none. Immutable.</summary>
public sealed record GenerationResult
{
    /// <summary>Whether there is data, and if not whose fault and which.</summary>
    public required GenerationOutcome Outcome { get; init; }

    /// <summary>The data; set exactly when the outcome is <see cref="GenerationOutcome.Answered"/>.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>The mode that was used (never <see cref="GenerationMode.Auto"/>).</summary>
    public required GenerationMode Mode { get; init; }

    /// <summary>The model that was used.</summary>
    public required string Model { get; init; }

    /// <summary>Every attempt, the last is the one that counts.</summary>
    public required IReadOnlyList<GenerationAttempt> Attempts { get; init; }

    /// <summary>Tokens summed over the attempts.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>The verdict on the data.</summary>
    public required AnswerValidation Validation { get; init; }

    /// <summary>JSON pointer of each scalar of the data → every place where it stands in the text.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TextSpan>> Evidence { get; init; } = new Dictionary<string, IReadOnlyList<TextSpan>>();

    /// <summary>What the caller should know though the answer stands.</summary>
    public IReadOnlyList<GenerationWarning> Warnings { get; init; } = [];
}

/// <summary>How a generation ended. All but the first are the model's fault and travel as values.</summary>
public enum GenerationOutcome
{
    /// <summary>Valid data.</summary>
    Answered,

    /// <summary>The last answer did not parse or validate.</summary>
    InvalidAnswer,

    /// <summary>The token limit cut the answer off.</summary>
    Truncated,

    /// <summary>The model declined.</summary>
    Refused,

    /// <summary>The model wrote nothing.</summary>
    EmptyAnswer,

    /// <summary>The time for all attempts ran out.</summary>
    TimedOut,
}

/// <summary>One call of the model.</summary>
/// <param name="Text">What was written.</param>
/// <param name="FinishReason"><c>stop</c>, <c>length</c>, <c>refusal</c>, <c>cancelled</c>.</param>
/// <param name="Errors">Why the answer was not accepted; empty where it was.</param>
/// <param name="Repairs">What the lenient parser mended.</param>
/// <param name="DurationMs">Wall-clock time in milliseconds.</param>
/// <param name="Usage">Tokens of this attempt.</param>
public sealed record GenerationAttempt(
    string Text,
    string FinishReason,
    IReadOnlyList<ValidationError> Errors,
    IReadOnlyList<AnswerRepair> Repairs,
    double DurationMs,
    TokenUsage Usage);

/// <summary>Tokens read and written.</summary>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="CompletionTokens">Tokens of the answer.</param>
public sealed record TokenUsage(int PromptTokens, int CompletionTokens)
{
    /// <summary>No tokens.</summary>
    public static TokenUsage None { get; } = new(0, 0);

    /// <summary>Both together.</summary>
    public int TotalTokens => PromptTokens + CompletionTokens;

    /// <summary>The sum of two usages.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right)
        => new(left.PromptTokens + right.PromptTokens, left.CompletionTokens + right.CompletionTokens);
}

/// <summary>Something that the lenient parser mended.</summary>
/// <param name="Kind">Stable name such as <c>code-fence</c>, <c>trailing-comma</c>, <c>single-quotes</c>.</param>
/// <param name="Offset">UTF-16 offset into the answer.</param>
/// <param name="Message">What was done, in a sentence.</param>
public sealed record AnswerRepair(string Kind, int Offset, string Message);

/// <summary>The verdict on an answer.</summary>
/// <param name="Valid">The engine's validator decides.</param>
/// <param name="Errors">Its errors.</param>
/// <param name="SecondOpinion">What NJsonSchema says.</param>
public sealed record AnswerValidation(bool Valid, IReadOnlyList<ValidationError> Errors, SecondOpinion SecondOpinion);

/// <summary>What the second validator says.</summary>
public enum SecondOpinion
{
    /// <summary>The same verdict.</summary>
    Agrees,

    /// <summary>The other verdict: logged and counted.</summary>
    Differs,

    /// <summary>Not asked: the schema is one that it cannot be given safely.</summary>
    Skipped,
}

/// <summary>A place in the source text.</summary>
/// <param name="Start">UTF-16 offset of the first unit.</param>
/// <param name="End">UTF-16 offset after the last unit.</param>
public readonly record struct TextSpan(int Start, int End);

/// <summary>Something the caller should know.</summary>
/// <param name="Code">Stable name such as <c>unknown-keyword</c>, <c>checked-afterwards</c>.</param>
/// <param name="Pointer">JSON pointer into the schema; empty is the root.</param>
/// <param name="Message">One sentence.</param>
public sealed record GenerationWarning(string Code, string Pointer, string Message);
