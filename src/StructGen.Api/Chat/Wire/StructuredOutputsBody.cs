using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>vLLM's way to say the form of an answer; exactly one member is set.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record StructuredOutputsBody
{
    /// <summary>A JSON Schema, or a string that holds one.</summary>
    [JsonPropertyName("json")]
    public JsonElement? Json { get; init; }

    /// <summary>A regular expression (ECMA-262) that the whole answer matches.</summary>
    [JsonPropertyName("regex")]
    public string? Regex { get; init; }

    /// <summary>The texts to choose from.</summary>
    [JsonPropertyName("choice")]
    public IReadOnlyList<string>? Choice { get; init; }

    /// <summary>Refused.</summary>
    [JsonPropertyName("grammar")]
    public JsonElement? Grammar { get; init; }

    /// <summary>Refused.</summary>
    [JsonPropertyName("structural_tag")]
    public JsonElement? StructuralTag { get; init; }
}
