using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>The message of an answer.</summary>
public sealed record ChatReply
{
    /// <summary><c>assistant</c>.</summary>
    [JsonPropertyName("role")]
    public string Role { get; } = "assistant";

    /// <summary>Words or data; null where there are only calls, or a refusal.</summary>
    [JsonPropertyName("content")]
    public string? Content { get; init; }

    /// <summary>What a provider's model said in refusal; else null.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>What the model thought before; left out where it did not.</summary>
    [JsonPropertyName("reasoning_content")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReasoningContent { get; init; }

    /// <summary>The calls; left out where there are none.</summary>
    [JsonPropertyName("tool_calls")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChatCallBody>? ToolCalls { get; init; }
}
