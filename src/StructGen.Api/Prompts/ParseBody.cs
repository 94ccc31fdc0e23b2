using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Api.Prompts;

/// <summary>A text that some model wrote, to be read as an answer. Exactly one of <c>schema</c> and <c>spec</c> is set.</summary>
public sealed record ParseBody
{
    /// <summary>Inline JSON Schema, an object or a boolean.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>A Kor-style extraction spec.</summary>
    public JsonElement? Spec { get; init; }

    /// <summary>How the answer was asked for: encoder and tags decide how it is read.</summary>
    public PromptBody? Prompt { get; init; }

    /// <summary>What the model wrote.</summary>
    public required string Raw { get; init; }

    /// <summary>The same wish for the pipeline.</summary>
    internal ParseRequest ToRequest() => new() { Schema = Schema, Spec = Spec, Prompt = PromptBody.ToOptions(Prompt), Raw = Raw };
}
