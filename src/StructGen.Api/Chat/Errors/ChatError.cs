using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Errors;

/// <summary>An error as OpenAI's clients read it.</summary>
/// <param name="Error">The error.</param>
public sealed record ChatError([property: JsonPropertyName("error")] ChatErrorDetail Error);
