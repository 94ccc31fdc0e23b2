using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Coercion;

/// <summary>Bends an answer towards the shape of a schema; of several ways the cheapest wins. What cannot be bent stays for the validator.</summary>
/// <remarks>
/// A value that fits costs nothing and comes back unchanged. Results are kept per value and shape, so that recursive unions stay
/// polynomial; after <see cref="MaxVisits"/> values the rest is taken as it is.
/// </remarks>
/// <param name="root">The whole answer: bare prose is never put into a list or under a name.</param>
internal sealed class AnswerCoercer(AnswerNode? root = null)
{
    private const int MaxVisits = 2_000_000;
    private const int MissingMember = 100;

    private readonly Dictionary<(AnswerNode, TypeShape), Coerced> _known = [];
    private int _visits;
    private int _depth;
    private bool _withinText;

    public Coerced Coerce(AnswerNode node, TypeShape shape)
    {
        shape = shape.Resolve();
        if (shape.Types == ShapeTypes.Any && shape is { Alternatives: null, Literals: null, Properties.Count: 0, Items: null })
            return Coerced.Exact(node);
        if (shape.Alternatives is null && node.IsScalar && shape.Literals is null && ScalarCoercion.Fits(node, shape.Types))
            return Coerced.Exact(node);
        if (_known.TryGetValue((node, shape), out var known))
            return known;
        if (++_visits > MaxVisits || _depth > 2 * AnswerParser.MaxDepth)
            return Coerced.Exact(node);
        _known[(node, shape)] = Coerced.Unfit(node); // a value within its own reading, as a recursive type may ask for
        _depth++;
        var coerced = shape.Alternatives is { } branches ? ToUnion(node, branches) : ToType(node, shape);
        _depth--;
        _known[(node, shape)] = coerced;
        return coerced;
    }

    private Coerced ToUnion(AnswerNode node, List<TypeShape> branches)
    {
        Coerced? best = null;
        foreach (var branch in branches)
        {
            var coerced = Coerce(node, branch);
            if (best is null || coerced.Penalty < best.Penalty)
                best = coerced;
            if (best.Penalty == 0)
                break;
        }

        return best ?? Coerced.Exact(node);
    }

    private Coerced ToType(AnswerNode node, TypeShape shape)
    {
        if (shape.Literals is not null && (node.Kind != JsonValueKind.Array || node.Items.Count != 1))
            return ScalarCoercion.Coerce(node, shape);
        switch (node.Kind)
        {
            case JsonValueKind.Object when shape.Admits(ShapeTypes.Object):
                return ToMembers(node, shape);
            case JsonValueKind.Array when shape.Admits(ShapeTypes.Array):
                return ToItems(node, shape);
            case JsonValueKind.Array when node.Items.Count == 1:
                var only = Coerce(node.Items[0], shape);
                return only.Penalty < Coerced.Misfit ? only.Also(1, "list-to-single", node.Offset, "A list of one was taken as its entry.") : Coerced.Unfit(node);
        }

        var scalar = node.IsScalar ? ScalarCoercion.Coerce(node, shape) : Coerced.Unfit(node);
        if (scalar.Penalty == 0)
            return scalar;
        Coerced best = scalar;
        foreach (var other in Others(node, shape))
        {
            if (other.Penalty < best.Penalty)
                best = other;
        }

        return best;
    }

    /// <summary>The value as a list of one, as the only member of an object, as JSON within a text.</summary>
    private IEnumerable<Coerced> Others(AnswerNode node, TypeShape shape)
    {
        if (node.Kind == JsonValueKind.String && shape.Admits(ShapeTypes.Object | ShapeTypes.Array) && !shape.Admits(ShapeTypes.String)
            && node.Text.AsSpan().TrimStart() is ['{' or '[', ..] && !_withinText && JsonAnswers.ReadWithin(node.Text) is { } json)
        {
            _withinText = true;
            var read = Coerce(json, shape);
            _withinText = false;
            if (read.Penalty < Coerced.Misfit)
            {
                yield return read.Also(2, "text-to-json", node.Offset, "JSON within a text was read.");
                yield break;
            }
        }

        if (node == root && node.Kind == JsonValueKind.String)
            yield break;
        if (shape.Admits(ShapeTypes.Array) && node.Kind is not (JsonValueKind.Array or JsonValueKind.Null))
        {
            var list = AnswerNode.Array(node.Offset);
            list.Items.Add(node);
            yield return ToItems(list, shape).Also(1, "single-to-list", node.Offset, "A single value was taken as a list of one.");
        }

        if (shape.Admits(ShapeTypes.Object) && node.Kind != JsonValueKind.Null && ImpliedKey(shape) is { } key)
        {
            var inner = Coerce(node, key.Shape);
            if (inner.Penalty < MissingMember)
            {
                var group = AnswerNode.Object(node.Offset);
                group.Set(key.Name, inner.Node);
                yield return new Coerced(group, inner.Penalty) { Parts = [inner] }.Also(2, "implied-key", node.Offset, $"The value was put under '{key.Name}'.");
            }
        }
    }

    private Coerced ToItems(AnswerNode node, TypeShape shape)
    {
        if (shape.Items is null && shape.Prefix is null)
            return Coerced.Exact(node);
        var parts = new List<Coerced>(node.Items.Count);
        var penalty = 0;
        var changed = false;
        for (var index = 0; index < node.Items.Count; index++)
        {
            var itemShape = shape.Prefix is { } prefix && index < prefix.Count ? prefix[index] : shape.Items;
            var item = itemShape is null ? Coerced.Exact(node.Items[index]) : Coerce(node.Items[index], itemShape);
            changed |= item.Node != node.Items[index];
            penalty = Math.Min(Coerced.Misfit - 1, penalty + item.Penalty);
            parts.Add(item);
        }

        var drops = shape.Prefix is null && parts.Exists(part => part.Penalty < Coerced.Misfit);
        var kept = drops ? parts.FindAll(part => !IsBad(part)) : parts;
        if (!changed && kept.Count == parts.Count)
            return new Coerced(node, penalty) { Parts = parts };
        var list = AnswerNode.Array(node.Offset);
        list.Items.AddRange(kept.Select(part => part.Node));
        var dropped = drops ? parts.Where(IsBad).ToList() : [];
        var left = kept.Aggregate(0, (sum, part) => Math.Min(Coerced.Misfit - 1, sum + part.Penalty));
        return new Coerced(list, Math.Min(Coerced.Misfit - 1, left + (5 * dropped.Count)))
        {
            Parts = kept,
            Repairs = [.. dropped.Take(20).Select(part => new AnswerRepair("bad-item", part.Node.Offset, "An entry of the wrong type was dropped from a list."))],
        };
    }

    /// <summary>Whether an entry cannot be bent and does not say why. A scalar is not dropped: it is data, spelled so that nobody can read it.</summary>
    private static bool IsBad(Coerced part) => part.Penalty >= Coerced.Misfit && part.Error is null && (!part.Node.IsScalar || part.Node.Kind == JsonValueKind.Null);

    private Coerced ToMembers(AnswerNode node, TypeShape shape)
    {
        if (shape.Properties.Count == 0 && shape.Additional is null && !shape.Closed)
            return Coerced.Exact(node);
        var direct = new MemberCoercion(this, node, shape).Run();
        var losesAll = shape.Closed && node.Members.Count > 0 && direct.Node.Members.Count == 0;
        if (direct.Penalty < MissingMember && !losesAll)
            return direct;
        if (losesAll)
            direct = direct with { Penalty = Math.Min(Coerced.Misfit - 1, direct.Penalty + MissingMember) };
        var best = direct;
        if (node.Members.Count == 1 && node.Members[0].Value is { Kind: JsonValueKind.Object or JsonValueKind.Array } wrapped
            && shape.Properties.TrueForAll(property => property.Name != node.Members[0].Key))
        {
            var inner = Coerce(wrapped, shape).Also(2, "wrapper", node.Offset, $"The value was taken out of '{Brief(node.Members[0].Key)}'.");
            best = inner.Penalty < best.Penalty ? inner : best;
        }

        if (ImpliedKey(shape) is { } key && node.Members.TrueForAll(member => member.Key != key.Name))
        {
            var value = Coerce(node, key.Shape);
            var group = AnswerNode.Object(node.Offset);
            group.Set(key.Name, value.Node);
            var implied = new Coerced(group, value.Penalty) { Parts = [value] }.Also(2, "implied-key", node.Offset, $"The value was put under '{key.Name}'.");
            best = implied.Penalty < best.Penalty ? implied : best;
        }

        return best;
    }

    /// <summary>The only property, or the only required one.</summary>
    private static ShapeProperty? ImpliedKey(TypeShape shape)
    {
        if (shape.Properties is [var only])
            return only;
        var required = shape.Properties.Where(property => property.Required).Take(2).ToList();
        return required.Count == 1 ? required[0] : null;
    }

    internal static string Brief(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
