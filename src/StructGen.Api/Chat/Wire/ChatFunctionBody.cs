using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>A function on offer.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ChatFunctionBody
{
    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, at most 64.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>When to call it; the model reads this.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>JSON Schema of the arguments; left out is no arguments.</summary>
    [JsonPropertyName("parameters")]
    public JsonElement? Parameters { get; init; }

    /// <summary>Whether a keyword that cannot be enforced refuses the request. Default: false, it is then checked after the call is written.</summary>
    [JsonPropertyName("strict")]
    public bool? Strict { get; init; }
}
