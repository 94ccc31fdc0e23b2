using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>Tokens read and written.</summary>
/// <param name="PromptTokens">Tokens of the prompt, over all attempts.</param>
/// <param name="CompletionTokens">Tokens of the answers, thinking included.</param>
/// <param name="PromptDetails">Of the prompt.</param>
/// <param name="CompletionDetails">Of the answers.</param>
public sealed record ChatUsage(
    [property: JsonPropertyName("prompt_tokens")] int PromptTokens,
    [property: JsonPropertyName("completion_tokens")] int CompletionTokens,
    [property: JsonPropertyName("prompt_tokens_details")] PromptTokenDetails PromptDetails,
    [property: JsonPropertyName("completion_tokens_details")] CompletionTokenDetails CompletionDetails)
{
    /// <summary>Both together.</summary>
    [JsonPropertyName("total_tokens")]
    public int TotalTokens => PromptTokens + CompletionTokens;
}
