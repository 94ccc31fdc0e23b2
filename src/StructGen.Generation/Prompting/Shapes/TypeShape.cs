using System.Text.Json;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>What a reader of a prompt needs to know of one subschema: its type, members and words; not its numeric and textual bounds.</summary>
/// <remarks>
/// <c>{"type": ["string", "null"], "format": "date"}</c> is a shape with <see cref="Types"/> String|Null and <see cref="Format"/> date.
/// References are resolved, so the graph may be cyclic; <c>allOf</c> is merged. Filled by <see cref="ShapeReader"/>, unchanged afterwards.
/// </remarks>
internal sealed class TypeShape
{
    /// <summary>JSON pointer of the subschema.</summary>
    public string Pointer { get; set; } = "";

    /// <summary>Name of the definition or title, for recursion that is cut; null where there is none.</summary>
    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? Format { get; set; }

    public ShapeTypes Types { get; set; } = ShapeTypes.Any;

    /// <summary>Allowed values of <c>enum</c> or <c>const</c>; null when unconstrained.</summary>
    public IReadOnlyList<JsonElement>? Literals { get; set; }

    /// <summary>What the options of an enum mean, by option (<c>x-enum-descriptions</c>).</summary>
    public IReadOnlyDictionary<string, string> OptionDescriptions { get; set; } = new Dictionary<string, string>();

    public List<ShapeProperty> Properties { get; set; } = [];

    /// <summary>Whether names beyond <see cref="Properties"/> are forbidden.</summary>
    public bool Closed { get; set; }

    /// <summary>What names beyond <see cref="Properties"/> hold, where the schema says.</summary>
    public TypeShape? Additional { get; set; }

    public List<TypeShape>? Prefix { get; set; }

    public TypeShape? Items { get; set; }

    /// <summary>Branches of <c>anyOf</c> or <c>oneOf</c>; a single one is an alias of its target.</summary>
    public List<TypeShape>? Alternatives { get; set; }

    /// <summary>Texts with the value that this very node has in them; null means nothing is to be extracted.</summary>
    public IReadOnlyList<ShapeExample> Examples { get; set; } = [];

    /// <summary>Whether the reader is done with it; an unfinished one is not merged into others.</summary>
    public bool Finished { get; set; }

    public bool Admits(ShapeTypes type) => (Types & type) != 0;

    /// <summary>What an alias stands for; itself where it is none, any JSON where aliases go round in circles.</summary>
    public TypeShape Resolve()
    {
        var shape = this;
        for (var step = 0; step < 32 && shape.Alternatives is [var only]; step++)
            shape = only;
        return shape.Alternatives is [_] ? new TypeShape { Finished = true } : shape;
    }

    /// <summary>A copy that shares its children.</summary>
    public TypeShape Copy() => (TypeShape)MemberwiseClone();
}
