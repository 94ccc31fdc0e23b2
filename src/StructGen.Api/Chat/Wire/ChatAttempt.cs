using System.Text.Json.Serialization;
using StructGen.Generation.Requests;

namespace StructGen.Api.Chat.Wire;

/// <summary>One call of the model.</summary>
/// <param name="Choice">The answer that it was made for.</param>
/// <param name="PromptTokens">Tokens of its prompt.</param>
/// <param name="CompletionTokens">Tokens that it wrote.</param>
/// <param name="DurationMs">Wall-clock time in milliseconds.</param>
/// <param name="Errors">Why it was not accepted, in sentences; empty where it was.</param>
public sealed record ChatAttempt(
    [property: JsonPropertyName("choice")] int Choice,
    [property: JsonPropertyName("prompt_tokens")] int PromptTokens,
    [property: JsonPropertyName("completion_tokens")] int CompletionTokens,
    [property: JsonPropertyName("duration_ms")] double DurationMs,
    [property: JsonPropertyName("errors")] IReadOnlyList<string> Errors)
{
    internal static ChatAttempt From(GenerationAttempt attempt, int choice) => new(
        choice,
        attempt.Usage.PromptTokens,
        attempt.Usage.CompletionTokens,
        attempt.DurationMs,
        [.. attempt.Errors.Select(error => $"{(error.Pointer.Length == 0 ? "(root)" : error.Pointer)}: {error.Message}")]);
}
