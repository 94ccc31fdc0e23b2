using System.Text.Json.Serialization;
using StructGen.Generation.Requests;

namespace StructGen.Api.Chat.Wire;

/// <summary>How an answer came about; an extension that OpenAI's clients keep or ignore.</summary>
/// <param name="Mode">The mode that was used.</param>
/// <param name="Attempts">Every attempt of every answer, in order.</param>
/// <param name="Warnings">What the caller should know though the answer stands.</param>
public sealed record ChatAccount(
    [property: JsonPropertyName("mode")] GenerationMode Mode,
    [property: JsonPropertyName("attempts")] IReadOnlyList<ChatAttempt> Attempts,
    [property: JsonPropertyName("warnings")] IReadOnlyList<GenerationWarning> Warnings);
