using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>Options of a stream.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record StreamOptionsBody
{
    /// <summary>Whether a last chunk tells the tokens. Default: false.</summary>
    [JsonPropertyName("include_usage")]
    public bool? IncludeUsage { get; init; }
}
