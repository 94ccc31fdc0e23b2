using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Encoders;

/// <summary>Where the records of a table stand in the data: the root itself, or its only member; one record or many.</summary>
/// <remarks><c>{"lines": [{item, price}]}</c> is a table of the columns item and price under the member <c>lines</c>.</remarks>
internal sealed class TableShape
{
    private TableShape(string? member, bool many, TypeShape record)
    {
        Member = member;
        Many = many;
        Record = record;
    }

    /// <summary>The root's member that holds the records; null where the root does.</summary>
    public string? Member { get; }

    /// <summary>Whether there are many records.</summary>
    public bool Many { get; }

    /// <summary>The object that a row is.</summary>
    public TypeShape Record { get; }

    public IReadOnlyList<ShapeProperty> Columns => Record.Properties;

    /// <exception cref="InexpressibleException">The schema is no table.</exception>
    public static TableShape Of(TypeShape root)
    {
        if (Find(root, null) is { } table)
            return table;
        var core = ShapeCore.Of(root);
        if (core.Properties is [var only] && core.Alternatives is null && Find(only.Shape, only.Name) is { } nested)
            return nested;
        var (pointer, reason) = Obstacle(core);
        throw new InexpressibleException(pointer, "encoder", $"A csv table has no form for this: {reason}. Flatten the schema or use the json, yaml or xml encoder.");
    }

    private static TableShape? Find(TypeShape shape, string? member)
    {
        var core = ShapeCore.Of(shape);
        if (core.Alternatives is not null)
            return null;
        if (core.Types == ShapeTypes.Array && core is { Items: { } items, Prefix: null })
        {
            var record = ShapeCore.Of(items);
            return IsFlat(record) ? new TableShape(member, true, record) : null;
        }

        return IsFlat(core) ? new TableShape(member, false, core) : null;
    }

    private static bool IsFlat(TypeShape shape) => shape is { Types: ShapeTypes.Object, Alternatives: null, Additional: null, Properties.Count: > 0 }
        && shape.Properties.TrueForAll(property => ShapeCore.IsScalar(property.Shape));

    private static (string Pointer, string Reason) Obstacle(TypeShape root)
    {
        var record = root is { Types: ShapeTypes.Array, Items: { } items } ? ShapeCore.Of(items) : root;
        if (record.Alternatives is not null || record.Types != ShapeTypes.Object)
            return (record.Pointer, "the root is neither an object nor an array of objects");
        if (record.Additional is not null || record.Properties.Count == 0)
            return (record.Pointer, "the columns are not named by 'properties'");
        var cell = record.Properties.Find(property => !ShapeCore.IsScalar(property.Shape))!;
        return (cell.Shape.Pointer, $"'{cell.Name}' holds more than one scalar value");
    }
}
