using System.Text.Json;

namespace StructGen.Generation.Prompting.Nodes;

/// <summary>A text and what one node has in it.</summary>
/// <param name="Text">The input.</param>
/// <param name="Value">The value, or an array of values; null means nothing.</param>
public sealed record NodeExample(string Text, JsonElement? Value);
