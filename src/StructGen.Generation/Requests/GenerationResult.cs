using System.Text.Json;

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

    /// <summary>JSON pointers (RFC 6901) of the properties that the model said the text does not hold; null where the request and the schema have no absence policy.</summary>
    public IReadOnlyList<string>? Absent { get; init; }

    /// <summary>
    /// JSON pointers of the values that were written, or cut short, only to be whole within the token limit: they are valid and not what the text says. As the model
    /// wrote them, before values were left out for an absence policy. Null where the limit was not near.
    /// </summary>
    public IReadOnlyList<string>? ClosedByBudget { get; init; }

    /// <summary>What the caller should know though the answer stands.</summary>
    public IReadOnlyList<GenerationWarning> Warnings { get; init; } = [];
}
