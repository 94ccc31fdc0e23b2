using System.Text.Json;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>An example that a node of a schema carries.</summary>
internal sealed record ShapeExample(string Text, JsonElement? Value);
