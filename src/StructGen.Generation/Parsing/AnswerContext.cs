using System.Text.Json;

namespace StructGen.Generation.Parsing;

/// <summary>What is known about an answer beside its text. Immutable.</summary>
public sealed record AnswerContext
{
    /// <summary>Nothing is known.</summary>
    public static AnswerContext None { get; } = new();

    /// <summary>Values that the prompt held as templates or examples: a value equal to one of them counts only if no other value fits.</summary>
    public IReadOnlyList<JsonElement> PromptValues { get; init; } = [];
}
