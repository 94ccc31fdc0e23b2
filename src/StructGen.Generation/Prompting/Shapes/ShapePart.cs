namespace StructGen.Generation.Prompting.Shapes;

/// <summary>One member of a written union: fixed text, or an object or array that is still to be written.</summary>
internal readonly record struct ShapePart(TypeShape Shape, string? Text, bool IsArray);
