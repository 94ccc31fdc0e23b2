using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>Tokens of the answers in detail.</summary>
/// <param name="ReasoningTokens">Those of thinking.</param>
public sealed record CompletionTokenDetails([property: JsonPropertyName("reasoning_tokens")] int ReasoningTokens)
{
    /// <summary>Always 0.</summary>
    [JsonPropertyName("audio_tokens")]
    public int AudioTokens { get; }

    /// <summary>Always 0.</summary>
    [JsonPropertyName("accepted_prediction_tokens")]
    public int AcceptedPredictionTokens { get; }

    /// <summary>Always 0.</summary>
    [JsonPropertyName("rejected_prediction_tokens")]
    public int RejectedPredictionTokens { get; }
}
