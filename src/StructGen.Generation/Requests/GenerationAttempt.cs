using StructGen.Constraints;

namespace StructGen.Generation.Requests;

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
