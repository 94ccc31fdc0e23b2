using System.Net;
using System.Text;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Makes values of elements under a shape.</summary>
internal sealed class TagValues(string text, RepairLog log)
{
    /// <summary>The whole answer; one element around it that the shape does not know is looked through.</summary>
    public AnswerNode Root(TagElement root, TypeShape shape)
    {
        var core = ShapeCore.Of(shape);
        for (var step = 0; step < 4 && root.Children is [var only] && (only.Children.Count > 0 || IsFrame(only)) && !Knows(core, only.Name); step++)
        {
            if (core.Types == ShapeTypes.Array && (only.Name == "item" || !only.Children.TrueForAll(child => child.Name == only.Children[0].Name)))
                break;
            if (!IsFrame(only))
                log.Add("wrapper", only.Offset, $"The value was taken out of <{Brief(only.Name)}>.");
            root = only;
        }

        if (core.Types == ShapeTypes.Array && core.Items is { } items)
            return List(root.Children, items, root.Offset);
        if (core.Properties.Count > 0 || core.Additional is not null || (core.Admits(ShapeTypes.Object) && root.Children.Count > 1))
            return Group(root, core);
        return ShapeCore.IsScalar(core) && root.Children.Count > 0 ? Value(root.Children[0], shape) ?? AnswerNode.Null(root.Offset) : Generic(root);
    }

    /// <summary>Whether the element is the frame that was asked for.</summary>
    private static bool IsFrame(TagElement element) => Same(element.Name, "xml") || Same(element.Name, "data");

    private static bool Knows(TypeShape shape, string name) => shape.Properties.Exists(property => Same(property.Name, name))
        || (shape.Alternatives?.Exists(branch => branch.Properties.Exists(property => Same(property.Name, name))) ?? false);

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private AnswerNode Group(TagElement element, TypeShape shape)
    {
        var group = AnswerNode.Object(element.Offset);
        var byName = new OrderedDictionary<string, List<TagElement>>(StringComparer.Ordinal);
        foreach (var child in element.Children)
        {
            var name = shape.Properties.Find(property => property.Name == child.Name)?.Name ?? shape.Properties.Find(property => Same(property.Name, child.Name))?.Name ?? child.Name;
            if (!byName.TryGetValue(name, out var same))
                byName[name] = same = [];
            same.Add(child);
        }

        foreach (var (name, same) in byName)
        {
            if (Member(name, same, shape) is { } value)
                group.Set(name, value);
        }

        foreach (var property in shape.Properties.Where(property => property.Required && !byName.ContainsKey(property.Name)))
        {
            if (ShapeCore.Of(property.Shape) is { Types: ShapeTypes.Array, Alternatives: null })
                group.Set(property.Name, AnswerNode.Array(element.To));
        }

        return group;
    }

    private AnswerNode? Member(string name, List<TagElement> same, TypeShape shape)
    {
        var property = shape.Properties.Find(known => known.Name == name)?.Shape ?? shape.Additional;
        if (property is null)
            return same.Count == 1 ? Generic(same[0]) : GenericList(same);
        var core = ShapeCore.Of(property);
        if (core is { Types: ShapeTypes.Array, Alternatives: null })
        {
            if (same is [{ SelfClosed: true } nothing] && ShapeCore.IsNullable(property))
                return AnswerNode.Null(nothing.Offset);
            return List(same, core.Items ?? new TypeShape(), same[0].Offset);
        }

        if (same.Count > 1)
        {
            if (core.Admits(ShapeTypes.Array))
                return GenericList(same);
            log.Add("repeated-tag", same[1].Offset, $"<{Brief(name)}> stands {same.Count} times: the first was taken.");
        }

        return Value(same[0], property);
    }

    private AnswerNode List(List<TagElement> elements, TypeShape items, int offset)
    {
        var core = ShapeCore.Of(items);
        if (elements is [var only] && only.Children.Count > 0 && IsListWrapper(only, core))
            elements = only.Children;
        var list = AnswerNode.Array(offset);
        foreach (var element in elements)
        {
            if (core is { Types: ShapeTypes.Array, Alternatives: null })
                list.Items.Add(element.SelfClosed && ShapeCore.IsNullable(items) ? AnswerNode.Null(element.Offset) : List(element.Children, core.Items ?? new TypeShape(), element.Offset));
            else
                list.Items.Add(Value(element, items) ?? AnswerNode.String("", element.Offset, untyped: true));
        }

        return list;
    }

    /// <summary>Whether one element holds the entries of a list instead of being one.</summary>
    private static bool IsListWrapper(TagElement element, TypeShape items)
    {
        if (items.Types == ShapeTypes.Array || !element.Children.TrueForAll(child => child.Name == element.Children[0].Name))
            return false;
        return ShapeCore.IsScalar(items) ? items.Types != ShapeTypes.Any : items.Properties.Count > 0 && !Knows(items, element.Children[0].Name);
    }

    /// <summary>The value of an element; null where it is empty and says nothing.</summary>
    private AnswerNode? Value(TagElement element, TypeShape shape)
    {
        var core = ShapeCore.Of(shape);
        if (element.SelfClosed || (element.Children.Count == 0 && element.To == element.From))
        {
            if (core is { Types: ShapeTypes.Object, Alternatives: null } && !(element.SelfClosed && ShapeCore.IsNullable(shape)))
                return Group(element, core);
            if (ShapeCore.IsNullable(shape) && (element.SelfClosed || !ShapeCore.Of(shape).Admits(ShapeTypes.String)) && core.Types != ShapeTypes.Any)
                return AnswerNode.Null(element.Offset);
            return core.Admits(ShapeTypes.String) || core.Alternatives is not null ? AnswerNode.String("", element.Offset, untyped: true) : null;
        }

        if (core is { Alternatives: null } && core.Types != ShapeTypes.Any && core.Admits(ShapeTypes.Object))
            return element.Children.Count > 0 ? Group(element, core) : AnswerNode.String(TextOf(element), element.Offset, untyped: true);
        if (ShapeCore.IsScalar(core))
            return AnswerNode.String(TextOf(element), element.Offset, untyped: true);
        if (core.Alternatives?.Find(branch => branch.Resolve() is { Properties.Count: > 0 } option && element.Children.Exists(child => Knows(option, child.Name))) is { } fitting)
            return Group(element, Best(core.Alternatives, element) ?? fitting.Resolve());
        return Generic(element);
    }

    /// <summary>The branch that knows most of the children.</summary>
    private static TypeShape? Best(List<TypeShape> branches, TagElement element)
        => branches.Select(branch => ShapeCore.Of(branch)).MaxBy(branch => element.Children.Count(child => Knows(branch, child.Name)));

    private AnswerNode Generic(TagElement element)
    {
        if (element.Children.Count == 0)
            return element.SelfClosed ? AnswerNode.Null(element.Offset) : AnswerNode.String(TextOf(element), element.Offset, untyped: true);
        var group = AnswerNode.Object(element.Offset);
        foreach (var same in element.Children.GroupBy(child => child.Name))
            group.Set(same.Key, same.Count() == 1 ? Generic(same.First()) : GenericList([.. same]));
        return group;
    }

    private AnswerNode GenericList(List<TagElement> elements)
    {
        var list = AnswerNode.Array(elements[0].Offset);
        list.Items.AddRange(elements.Select(Generic));
        return list;
    }

    /// <summary>The text of an element: trimmed, then its entities decoded, so that references keep white space that is meant.</summary>
    private string TextOf(TagElement element)
    {
        var raw = text.AsSpan(element.From, element.To - element.From).Trim().ToString();
        if (raw.StartsWith("<![CDATA[", StringComparison.Ordinal) && raw.EndsWith("]]>", StringComparison.Ordinal))
            return LoneSurrogates.Replace(raw[9..^3]);
        return LoneSurrogates.Replace(raw.Contains('&') ? Decode(raw) : raw);
    }

    /// <summary>Decodes entities; references to control characters, which the library leaves alone, too.</summary>
    private static string Decode(string raw)
    {
        var decoded = new StringBuilder(raw.Length);
        for (var index = 0; index < raw.Length;)
        {
            var end = raw[index] == '&' ? raw.IndexOf(';', index, Math.Min(12, raw.Length - index)) : -1;
            if (end < 0)
            {
                decoded.Append(raw[index++]);
                continue;
            }

            var entity = raw[index..(end + 1)];
            decoded.Append(entity.StartsWith("&#", StringComparison.Ordinal) && int.TryParse(entity.AsSpan(2, entity.Length - 3), out var code) && code is > 0 and < 32
                ? ((char)code).ToString()
                : WebUtility.HtmlDecode(entity));
            index = end + 1;
        }

        return decoded.ToString();
    }

    private static string Brief(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
