using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>What a chunk adds to one call.</summary>
/// <param name="Index">Which call, from 0.</param>
/// <param name="Function">Name and empty arguments first, then more of the arguments.</param>
public sealed record ChunkCall(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("function")] CalledFunction Function)
{
    /// <summary>With the first delta only.</summary>
    [JsonPropertyName("id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary><c>function</c>, with the first delta only.</summary>
    [JsonPropertyName("type")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }
}
