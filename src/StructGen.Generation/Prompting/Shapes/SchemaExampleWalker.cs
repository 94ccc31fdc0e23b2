using System.Text.Json;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>Collects the examples of all nodes of a schema, each value put where it stands in the whole: <c>{"address": {"city": "Riga"}}</c>.</summary>
internal sealed class SchemaExampleWalker
{
    private readonly List<ShapeExample> _found = [];
    private readonly HashSet<TypeShape> _open = [];

    /// <summary>Own examples first, then those of the members in order. A null value means that nothing is to be extracted.</summary>
    public static IReadOnlyList<ShapeExample> Collect(TypeShape root)
    {
        var walker = new SchemaExampleWalker();
        walker.Visit(root, value => value, 0);
        return walker._found;
    }

    private void Visit(TypeShape shape, Func<JsonElement, JsonElement> place, int depth)
    {
        if (depth > 32 || _found.Count > 10_000 || !_open.Add(shape))
            return;
        var isList = ShapeCore.Of(shape).Types == ShapeTypes.Array;
        foreach (var example in shape.Examples)
        {
            var value = example.Value is { ValueKind: not JsonValueKind.Null } given
                ? place(isList && given.ValueKind != JsonValueKind.Array ? JsonText.WrapInArray(given) : given)
                : (JsonElement?)null;
            _found.Add(new ShapeExample(example.Text, value));
        }

        foreach (var property in shape.Properties)
            Visit(property.Shape, value => place(JsonText.Wrap(property.Name, value)), depth + 1);
        if (shape.Items is { } items)
            Visit(items, value => place(JsonText.WrapInArray(value)), depth + 1);
        foreach (var alternative in shape.Alternatives ?? [])
            Visit(alternative, place, depth + 1);
        _open.Remove(shape);
    }
}
