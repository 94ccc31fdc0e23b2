namespace StructGen.Generation.Requests;

/// <summary>A message of a prompt.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">Its text.</param>
public sealed record PromptMessage(string Role, string Content);
