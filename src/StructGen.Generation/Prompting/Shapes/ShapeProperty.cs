namespace StructGen.Generation.Prompting.Shapes;

/// <summary>A property of an object shape, in declared order.</summary>
internal sealed record ShapeProperty(string Name, TypeShape Shape, bool Required);
