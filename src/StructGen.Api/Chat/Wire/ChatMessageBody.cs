using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>A message of a conversation.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ChatMessageBody
{
    /// <summary><c>system</c>, <c>developer</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    /// <example>user</example>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>A text, or an array of parts <c>{type: "text", text}</c>; may be null beside <c>tool_calls</c>.</summary>
    [JsonPropertyName("content")]
    public JsonElement? Content { get; init; }

    /// <summary>What an assistant message said in refusal.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>The calls of an assistant message.</summary>
    [JsonPropertyName("tool_calls")]
    public IReadOnlyList<ChatCallBody>? ToolCalls { get; init; }

    /// <summary>The call that a tool message answers.</summary>
    [JsonPropertyName("tool_call_id")]
    public string? ToolCallId { get; init; }
}
