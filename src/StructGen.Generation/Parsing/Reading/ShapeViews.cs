using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Makes the views of one reading, each once.</summary>
internal sealed class ShapeViews
{
    private const int MaxBranches = 64;
    private const int MaxDepth = 16;
    private const int MaxViews = 50_000;

    private readonly Dictionary<TypeShape, ShapeView> _single = [];
    private readonly Dictionary<string, ShapeView> _several = new(StringComparer.Ordinal);
    private readonly Dictionary<TypeShape, int> _numbers = [];
    private int _count;

    public ShapeViews() => Any = new ShapeView(this, 0, [], isAny: true);

    /// <summary>Any JSON.</summary>
    public ShapeView Any { get; }

    public ShapeView Of(TypeShape? shape)
    {
        if (shape is null)
            return Any;
        if (_single.TryGetValue(shape, out var known))
            return known;
        return _single[shape] = Of([shape]);
    }

    /// <summary>The view of all branches; any JSON where there is none.</summary>
    public ShapeView Of(List<TypeShape> shapes)
    {
        var flat = new List<TypeShape>();
        var isAny = shapes.Count == 0 || _count >= MaxViews;
        foreach (var shape in shapes)
            Flatten(shape, flat, ref isAny, 0);
        if (flat.Count == 0 && isAny)
            return Any;
        var key = string.Join(' ', flat.Select(NumberOf)) + (isAny ? "*" : "");
        if (!_several.TryGetValue(key, out var view))
            _several[key] = view = new ShapeView(this, ++_count, flat, isAny);
        return view;
    }

    private static void Flatten(TypeShape shape, List<TypeShape> flat, ref bool isAny, int depth)
    {
        shape = shape.Resolve();
        if (shape.Alternatives is { } branches && depth < MaxDepth)
        {
            foreach (var branch in branches)
                Flatten(branch, flat, ref isAny, depth + 1);
            return;
        }

        if (flat.Count >= MaxBranches || shape is { Types: ShapeTypes.Any, Literals: null, Properties.Count: 0, Items: null, Prefix: null, Additional: null, Closed: false })
            isAny = true;
        else if (!flat.Contains(shape))
            flat.Add(shape);
    }

    /// <summary>All names that a shape declares, at any depth.</summary>
    public static HashSet<string> NamesOf(TypeShape? shape)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<TypeShape>();
        var open = new Stack<TypeShape?>([shape]);
        while (open.TryPop(out var next))
        {
            if (next is null || !seen.Add(next))
                continue;
            open.Push(next.Items);
            open.Push(next.Additional);
            foreach (var inner in (next.Alternatives ?? []).Concat(next.Prefix ?? []))
                open.Push(inner);
            foreach (var property in next.Properties)
            {
                names.Add(property.Name);
                open.Push(property.Shape);
            }
        }

        return names;
    }

    private int NumberOf(TypeShape shape)
    {
        if (!_numbers.TryGetValue(shape, out var number))
            _numbers[shape] = number = _numbers.Count;
        return number;
    }
}
