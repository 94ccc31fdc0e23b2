namespace StructGen.Generation.Prompting.Shapes;

/// <summary>Flattens a shape into the members of its union, without repeats, <c>null</c> last.</summary>
internal static class ShapeUnion
{
    public static List<ShapePart> Parts(TypeShape shape)
    {
        var parts = new List<ShapePart>();
        var hasNull = false;
        Collect(shape, parts, ref hasNull, [], 0);
        if (hasNull)
            parts.Add(new ShapePart(shape, "null", false));
        if (parts.Count == 0)
            parts.Add(new ShapePart(shape, shape.Types == ShapeTypes.None ? "never" : "any", false));
        return parts;
    }

    private static void Collect(TypeShape shape, List<ShapePart> parts, ref bool hasNull, HashSet<TypeShape> seen, int depth)
    {
        shape = shape.Resolve();
        if (depth > 16 || !seen.Add(shape))
            return;
        if (shape.Alternatives is { } alternatives)
        {
            foreach (var alternative in alternatives)
                Collect(alternative, parts, ref hasNull, seen, depth + 1);
        }
        else if (shape.Literals is { } literals)
        {
            foreach (var literal in literals)
            {
                if (literal.ValueKind == System.Text.Json.JsonValueKind.Null)
                    hasNull = true;
                else
                    Add(parts, shape, JsonText.Compact(literal));
            }
        }
        else if (shape.Types == ShapeTypes.Any)
        {
            Add(parts, shape, "any");
        }
        else
        {
            CollectTypes(shape, parts, ref hasNull);
        }
    }

    private static void CollectTypes(TypeShape shape, List<ShapePart> parts, ref bool hasNull)
    {
        if (shape.Admits(ShapeTypes.String))
            Add(parts, shape, "string");
        if (shape.Admits(ShapeTypes.Number))
            Add(parts, shape, "number");
        else if (shape.Admits(ShapeTypes.Integer))
            Add(parts, shape, "integer");
        if (shape.Admits(ShapeTypes.Boolean))
            Add(parts, shape, "boolean");
        if (shape.Admits(ShapeTypes.Object))
            parts.Add(new ShapePart(shape, null, false));
        if (shape.Admits(ShapeTypes.Array))
            parts.Add(new ShapePart(shape, null, true));
        hasNull |= shape.Admits(ShapeTypes.Null);
    }

    private static void Add(List<ShapePart> parts, TypeShape shape, string text)
    {
        if (!parts.Exists(part => part.Text == text))
            parts.Add(new ShapePart(shape, text, false));
    }
}
