using System.Text.Json;

namespace StructGen.Api.Extractions;

/// <summary>A text and what is to be extracted from it.</summary>
public sealed record ExampleBody
{
    /// <summary>The input.</summary>
    public required string Text { get; init; }

    /// <summary>The answer; null means that there is nothing to extract.</summary>
    public JsonElement? Data { get; init; }
}
