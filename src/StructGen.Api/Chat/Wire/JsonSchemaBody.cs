using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>A schema with its name.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record JsonSchemaBody
{
    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, at most 64. Without <c>schema</c>: a registered schema's name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Extension: the version of a registered schema. Default: the newest.</summary>
    [JsonPropertyName("version")]
    public int? Version { get; init; }

    /// <summary>What the answer is.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>JSON Schema of any shape; left out names a registered one.</summary>
    [JsonPropertyName("schema")]
    public JsonElement? Schema { get; init; }

    /// <summary>Whether a keyword that cannot be enforced refuses the request. Default: false, the answer is then checked against it.</summary>
    [JsonPropertyName("strict")]
    public bool? Strict { get; init; }
}
