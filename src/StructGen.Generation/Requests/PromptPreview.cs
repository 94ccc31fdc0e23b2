namespace StructGen.Generation.Requests;

/// <summary>A prompt as it would be sent in prompt mode; exactly one of the two is set.</summary>
/// <param name="Text">The text layout.</param>
/// <param name="Messages">The chat layout.</param>
public sealed record PromptPreview(string? Text, IReadOnlyList<PromptMessage>? Messages);
