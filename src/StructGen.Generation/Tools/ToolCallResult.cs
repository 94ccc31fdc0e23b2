using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tools;

/// <summary>The answer to a <see cref="ToolCallRequest"/>, or why there is none. Immutable.</summary>
public sealed record ToolCallResult
{
    /// <summary>Whether there is an answer (calls or words), and if not why.</summary>
    public required GenerationOutcome Outcome { get; init; }

    /// <summary>The calls; empty when the model calls nothing.</summary>
    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    /// <summary>The model's text when it calls nothing; else null, unless the provider gave both.</summary>
    public string? Content { get; init; }

    /// <summary>The answer in the request's schema, when the model calls nothing; null where none was asked for.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>The mode that was used.</summary>
    public required GenerationMode Mode { get; init; }

    /// <summary>The model that was used.</summary>
    public required string Model { get; init; }

    /// <summary>Every attempt, the last is the one that counts.</summary>
    public required IReadOnlyList<GenerationAttempt> Attempts { get; init; }

    /// <summary>Tokens summed over the attempts.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>
    /// JSON pointers into this result (<c>/calls/0/arguments/date</c>) of the values that were written, or cut short, only to be whole within the token limit. Null where the
    /// limit was not near.
    /// </summary>
    public IReadOnlyList<string>? ClosedByBudget { get; init; }

    /// <summary>What the caller should know though the answer stands.</summary>
    public IReadOnlyList<GenerationWarning> Warnings { get; init; } = [];
}
