using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>One answer.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Message">The answer.</param>
/// <param name="FinishReason"><c>stop</c>, <c>length</c> or <c>tool_calls</c>.</param>
public sealed record ChatChoice(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("message")] ChatReply Message,
    [property: JsonPropertyName("finish_reason")] string FinishReason)
{
    /// <summary>Always null: probabilities are not reported.</summary>
    [JsonPropertyName("logprobs")]
    public JsonElement? Logprobs { get; }
}
