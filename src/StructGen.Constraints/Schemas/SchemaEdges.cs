namespace StructGen.Constraints.Schemas;

/// <summary>The ways from a schema to others: those that apply to the same value, and those that go deeper.</summary>
internal static class SchemaEdges
{
    /// <summary>Every schema that evaluating the given ones can come to through static references.</summary>
    public static IReadOnlyCollection<SchemaNode> Reachable(IEnumerable<SchemaNode> roots)
    {
        var seen = new HashSet<SchemaNode>(roots);
        var open = new Stack<SchemaNode>(seen);
        while (open.TryPop(out var node))
        {
            foreach (var next in InPlace(node).Concat(Deeper(node)))
            {
                if (seen.Add(next)) open.Push(next);
            }
        }

        return seen;
    }

    /// <summary>Subschemas that apply to the same value.</summary>
    public static IEnumerable<SchemaNode> InPlace(SchemaNode node)
    {
        if (node.Ref is { } reference) yield return reference;
        if (node.DynamicRef is { } dynamic) yield return dynamic;
        foreach (var branch in node.AllOf ?? []) yield return branch;
        foreach (var branch in node.AnyOf ?? []) yield return branch;
        foreach (var branch in node.OneOf ?? []) yield return branch;
        if (node.Not is { } not) yield return not;
        if (node.If is { } condition) yield return condition;
        if (node.Then is { } then) yield return then;
        if (node.Else is { } otherwise) yield return otherwise;
        foreach (var (_, dependent) in node.DependentSchemas ?? []) yield return dependent;
    }

    /// <summary>Subschemas that apply to members, items or names.</summary>
    public static IEnumerable<SchemaNode> Deeper(SchemaNode node)
    {
        foreach (var item in node.PrefixItems ?? []) yield return item;
        foreach (var (_, property) in node.Properties ?? []) yield return property;
        foreach (var (_, property) in node.PatternProperties ?? []) yield return property;
        foreach (var single in Singles(node))
        {
            if (single is not null) yield return single;
        }
    }

    private static SchemaNode?[] Singles(SchemaNode node)
        => [node.Items, node.Contains, node.UnevaluatedItems, node.AdditionalProperties, node.PropertyNames, node.UnevaluatedProperties];
}
