using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>The form of an answer.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ResponseFormatBody
{
    /// <summary><c>text</c>, <c>json_object</c> or <c>json_schema</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The schema of <c>json_schema</c>.</summary>
    [JsonPropertyName("json_schema")]
    public JsonSchemaBody? JsonSchema { get; init; }

    /// <summary>Extension, as in llama.cpp: the schema itself, beside either JSON type.</summary>
    [JsonPropertyName("schema")]
    public JsonElement? Schema { get; init; }
}
