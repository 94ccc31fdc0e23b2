using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>The function of a call.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record CalledFunction
{
    /// <summary>Its name; in a stream only with the call's first delta.</summary>
    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The arguments: a string that holds JSON.</summary>
    [JsonPropertyName("arguments")]
    public string? Arguments { get; init; }
}
