using StructGen.Generation.Requests;

namespace StructGen.Generation.Prompting;

/// <summary>A prompt in both layouts; no model has been called. Immutable.</summary>
/// <param name="Text">For a text model: the instruction, the examples as <c>Input:</c> and <c>Output:</c> lines, the text, and <c>Output:</c> left open.</param>
/// <param name="Messages">For a chat model: the instruction as system message, each example as user and assistant, last the text as user.</param>
public sealed record BuiltPrompt(string Text, IReadOnlyList<PromptMessage> Messages);
