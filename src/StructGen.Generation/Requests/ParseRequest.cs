using System.Text.Json;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Requests;

/// <summary>A text that some model wrote, to be read as an answer. Immutable.</summary>
public sealed record ParseRequest
{
    /// <summary>Inline JSON Schema. Exactly one of this and <see cref="Spec"/> is set.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>Kor-style extraction spec in its JSON form.</summary>
    public JsonElement? Spec { get; init; }

    /// <summary>How the answer was asked for: encoder and tags decide how it is read.</summary>
    public PromptOptions Prompt { get; init; } = PromptOptions.Default;

    /// <summary>What the model wrote.</summary>
    public required string Raw { get; init; }
}
