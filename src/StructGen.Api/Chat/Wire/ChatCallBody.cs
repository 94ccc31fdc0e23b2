using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>A call that an earlier answer made.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ChatCallBody
{
    /// <summary>Its identifier.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary><c>function</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>What was called.</summary>
    [JsonPropertyName("function")]
    public CalledFunction? Function { get; init; }
}
