using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>A tool on offer.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ChatToolBody
{
    /// <summary><c>function</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The function.</summary>
    [JsonPropertyName("function")]
    public ChatFunctionBody? Function { get; init; }
}
