namespace StructGen.Generation.Prompting.Nodes;

/// <summary>An option of a selection.</summary>
/// <param name="Id">The value that is extracted.</param>
/// <param name="Description">What it means; may be empty.</param>
/// <param name="Examples">Texts in which it is the one.</param>
public sealed record SelectionOption(string Id, string Description, IReadOnlyList<string> Examples);
