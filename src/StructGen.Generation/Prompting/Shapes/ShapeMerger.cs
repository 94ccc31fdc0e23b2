using System.Text.Json;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>Makes one shape of several that all apply: <c>allOf</c>, a reference with siblings, a base with alternatives.</summary>
internal sealed class ShapeMerger
{
    private const int MaxDepth = 32;
    private const int MaxAlternatives = 64;

    private readonly Dictionary<(TypeShape, TypeShape), TypeShape> _merged = [];
    private int _depth;

    /// <summary>Narrows a shape by another; the first one's words win.</summary>
    public void MergeInto(TypeShape shape, TypeShape other)
    {
        shape.Description ??= other.Description;
        shape.Name ??= other.Name;
        shape.Format ??= other.Format;
        shape.Types &= other.Types;
        shape.Literals = Intersect(shape.Literals, other.Literals);
        if (shape.OptionDescriptions.Count == 0)
            shape.OptionDescriptions = other.OptionDescriptions;
        if (shape.Examples.Count == 0)
            shape.Examples = other.Examples;
        shape.Properties = Merge(shape.Properties, other.Properties);
        shape.Closed |= other.Closed;
        shape.Additional = Either(shape.Additional, other.Additional);
        shape.Items = Either(shape.Items, other.Items);
        shape.Prefix ??= other.Prefix;
        if (other.Alternatives is { } alternatives)
            Distribute(shape, alternatives);
    }

    /// <summary>Makes a shape a union; what it says itself goes into every branch.</summary>
    public void Distribute(TypeShape shape, List<TypeShape> alternatives)
    {
        if (alternatives.Count > 1 && alternatives.All(OnlyRequires))
            return;
        var speaks = shape.Properties.Count > 0 || shape.Literals is not null || shape.Types != ShapeTypes.Any || shape.Items is not null || shape.Additional is not null;
        var branches = shape.Alternatives is { } already && already.Count * alternatives.Count <= MaxAlternatives
            ? already.SelectMany(left => alternatives.Select(right => Both(left, right))).ToList()
            : shape.Alternatives ?? alternatives;
        if (speaks)
        {
            var own = new TypeShape
            {
                Pointer = shape.Pointer,
                Types = shape.Types,
                Literals = shape.Literals,
                Format = shape.Format,
                Properties = shape.Properties,
                Closed = shape.Closed,
                Additional = shape.Additional,
                Items = shape.Items,
                Prefix = shape.Prefix,
                Finished = true,
            };
            branches = [.. branches.Select(branch => Both(own, branch)).Where(branch => branch.Types != ShapeTypes.None)];
        }

        shape.Alternatives = branches.Count == 0 ? null : branches;
    }

    private TypeShape Both(TypeShape left, TypeShape right)
    {
        if (left == right || !right.Finished || _depth >= MaxDepth)
            return left;
        if (!left.Finished)
            return right;
        if (_merged.TryGetValue((left, right), out var known))
            return known;
        var merged = left.Copy();
        _merged[(left, right)] = merged;
        merged.Name = right.Name ?? left.Name;
        _depth++;
        MergeInto(merged, right);
        _depth--;
        return merged;
    }

    private TypeShape? Either(TypeShape? left, TypeShape? right) => left is null ? right : right is null ? left : Both(left, right);

    private List<ShapeProperty> Merge(List<ShapeProperty> left, List<ShapeProperty> right)
    {
        if (right.Count == 0)
            return left;
        var merged = new List<ShapeProperty>(left);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < merged.Count; place++)
            places.TryAdd(merged[place].Name, place);
        foreach (var property in right)
        {
            if (places.TryGetValue(property.Name, out var place))
                merged[place] = new ShapeProperty(property.Name, Both(merged[place].Shape, property.Shape), merged[place].Required || property.Required);
            else
                merged.Add(property);
        }

        return merged;
    }

    private static IReadOnlyList<JsonElement>? Intersect(IReadOnlyList<JsonElement>? left, IReadOnlyList<JsonElement>? right)
    {
        if (left is null || right is null)
            return left ?? right;
        return [.. left.Where(value => right.Any(other => JsonText.Same(value, other)))];
    }

    /// <summary>Whether a branch says only which properties must be there.</summary>
    private static bool OnlyRequires(TypeShape shape) => shape is { Finished: true, Literals: null, Alternatives: null, Items: null, Additional: null, Prefix: null, Closed: false }
        && shape.Types is ShapeTypes.Object or ShapeTypes.Any
        && shape.Properties.Count > 0
        && shape.Properties.All(property => property.Required && property.Shape is { Types: ShapeTypes.Any, Literals: null, Alternatives: null, Properties.Count: 0, Description: null });
}
