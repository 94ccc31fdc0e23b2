using System.Text.Json.Serialization;
using StructGen.Generation.Requests;

namespace StructGen.Api.Prompts;

/// <summary>A prompt; exactly one of the two is there.</summary>
/// <param name="Text">The text layout.</param>
/// <param name="Messages">The chat layout.</param>
public sealed record PromptAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PromptMessage>? Messages);
