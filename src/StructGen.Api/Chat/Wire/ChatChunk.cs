using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>One event of a streamed answer.</summary>
public sealed record ChatChunk
{
    /// <summary>The same in every chunk.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary><c>chat.completion.chunk</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "chat.completion.chunk";

    /// <summary>Seconds since 1970, the same in every chunk.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    /// <summary>The model that is used.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>One choice; none in the chunk that tells the usage.</summary>
    [JsonPropertyName("choices")]
    public IReadOnlyList<ChunkChoice> Choices { get; init; } = [];

    /// <summary>With <c>include_usage</c> null in every chunk but the last, which tells the tokens; else left out.</summary>
    [JsonPropertyName("usage")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Usage { get; init; }

    /// <summary>Extension, beside the usage: how the answer came about.</summary>
    [JsonPropertyName("structgen")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChatAccount? StructGen { get; init; }
}
