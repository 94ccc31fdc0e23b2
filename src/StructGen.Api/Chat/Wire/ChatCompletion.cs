using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>The answer to a chat completion.</summary>
public sealed record ChatCompletion
{
    /// <summary><c>chatcmpl-</c> and random letters.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary><c>chat.completion</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "chat.completion";

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    /// <summary>The model that was used.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The answers, as many as <c>n</c>.</summary>
    [JsonPropertyName("choices")]
    public required IReadOnlyList<ChatChoice> Choices { get; init; }

    /// <summary>Tokens, summed over answers and attempts.</summary>
    [JsonPropertyName("usage")]
    public required ChatUsage Usage { get; init; }

    /// <summary>Extension: how the answer came about.</summary>
    [JsonPropertyName("structgen")]
    public required ChatAccount StructGen { get; init; }
}
