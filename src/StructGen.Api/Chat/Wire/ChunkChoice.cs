using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>What a chunk adds to one answer.</summary>
/// <param name="Index">Which answer.</param>
/// <param name="Delta">What is added.</param>
/// <param name="FinishReason">Set exactly once, with the last chunk of the answer, which adds nothing.</param>
public sealed record ChunkChoice(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("delta")] ChunkDelta Delta,
    [property: JsonPropertyName("finish_reason")] string? FinishReason)
{
    /// <summary>Always null.</summary>
    [JsonPropertyName("logprobs")]
    public JsonElement? Logprobs { get; }
}
