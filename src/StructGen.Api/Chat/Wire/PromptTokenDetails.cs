using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>Tokens of the prompt in detail.</summary>
/// <param name="CachedTokens">Those that did not have to be computed.</param>
public sealed record PromptTokenDetails([property: JsonPropertyName("cached_tokens")] int CachedTokens)
{
    /// <summary>Always 0.</summary>
    [JsonPropertyName("audio_tokens")]
    public int AudioTokens { get; }
}
