using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>Where <see cref="ConstraintOptions.CloseObjects"/> and <see cref="ConstraintOptions.PlainNumbers"/> narrow what is written, and where they cannot.</summary>
/// <remarks>Told of the schemas of value positions: the root, and those of members and items; what applies in place belongs to them.</remarks>
internal static class NarrowedPlaces
{
    /// <summary>Positions that are worked out to see whether narrowing leaves anything there.</summary>
    private const int MostWorkedOut = 64;

    /// <summary>The report with the places added.</summary>
    /// <param name="report">The report.</param>
    /// <param name="graph">The schema.</param>
    /// <param name="builder">A builder of its own.</param>
    /// <param name="finishing">Makes what tells whether values can be finished.</param>
    public static EnforcementReport Report(EnforcementReport report, SchemaGraph graph, FormulaBuilder builder, Func<Finishing> finishing)
    {
        var facts = new Dictionary<SchemaNode, Facts>();
        var positions = Positions(graph);
        var closed = builder.Options.CloseObjects ? positions.FindAll(node => FactsOf(node, facts).IsClosed) : [];
        var doubtful = closed.FindAll(node => facts[node].IsDoubtful);
        var wide = builder.Options.PlainNumbers ? positions.FindAll(node => FactsOf(node, facts).HasUnusualNumbers) : [];
        var (openObjects, openNumbers) = doubtful.Count + wide.Count == 0 ? ([], []) : LeftOpen(doubtful, wide, builder, finishing());
        return report with
        {
            ClosedObjects = [.. closed.Except(openObjects).Select(node => node.Place)],
            LeftOpenObjects = [.. openObjects.Select(node => node.Place)],
            LeftOpenNumbers = [.. openNumbers.Select(node => node.Place)],
        };
    }

    /// <summary>The subschemas whose objects would be closed.</summary>
    public static IReadOnlyList<string> ClosedObjects(SchemaGraph graph)
    {
        var facts = new Dictionary<SchemaNode, Facts>();
        return [.. Positions(graph).Where(node => FactsOf(node, facts).IsClosed).Select(node => node.Place)];
    }

    private static (List<SchemaNode> Objects, List<SchemaNode> Numbers) LeftOpen(List<SchemaNode> objects, List<SchemaNode> numbers, FormulaBuilder builder, Finishing finishing)
    {
        var (openObjects, openNumbers) = (new List<SchemaNode>(), new List<SchemaNode>());
        try
        {
            foreach (var node in objects.Take(MostWorkedOut))
                if (finishing.Shapes.IsLeftOpen(builder.Fold(node, 0))) openObjects.Add(node);
            foreach (var node in numbers.Take(MostWorkedOut))
                if (finishing.Shapes.HasOpenNumbers(builder.Fold(node, 0))) openNumbers.Add(node);
        }
        catch (ConstraintLimitException)
        {
            // A place that generation may never come to; where it does, it says so itself.
        }

        return (openObjects, openNumbers);
    }

    private static List<SchemaNode> Positions(SchemaGraph graph)
    {
        var reached = SchemaEdges.Reachable([graph.Root]);
        var positions = new HashSet<SchemaNode> { graph.Root };
        foreach (var node in reached)
        {
            positions.UnionWith(SchemaEdges.Deeper(node));
            if (node.PropertyNames is { } names) positions.Remove(names);
        }

        return [.. graph.Nodes.Where(positions.Contains)];
    }

    /// <summary>What a schema and those that apply to the same value say; worked out with an own stack, since chains of references can be long.</summary>
    private static Facts FactsOf(SchemaNode start, Dictionary<SchemaNode, Facts> known)
    {
        var open = new Stack<(SchemaNode Node, bool IsReady)>([(start, false)]);
        while (open.TryPop(out var at))
        {
            if (at.IsReady)
            {
                known[at.Node] = Combine(at.Node, known);
                continue;
            }

            // Through dynamic references a schema may come back to itself; what it says is then taken once.
            if (!known.TryAdd(at.Node, default)) continue;
            open.Push((at.Node, true));
            foreach (var next in SchemaEdges.InPlace(at.Node))
                if (!known.ContainsKey(next)) open.Push((next, false));
        }

        return known[start];
    }

    private static Facts Combine(SchemaNode node, Dictionary<SchemaNode, Facts> known)
    {
        var facts = new Facts(
            (node.AdditionalProperties ?? node.UnevaluatedProperties) is not null,
            node.Properties is { Count: > 0 },
            node.MinProperties > 0 || node.PropertyNames is not null || node.Not is not null || node.If is not null || node.OneOf is not null || node.DependentSchemas is not null,
            Numbers(node).Any(IsUnusual),
            node.Types is { } types && !types.HasFlag(SchemaTypes.Object));
        foreach (var part in SchemaEdges.InPlace(node))
        {
            var of = known.GetValueOrDefault(part);
            var isQuestion = part == node.Not || part == node.If;
            var isBranch = node.AnyOf?.Contains(part) == true || node.OneOf?.Contains(part) == true;
            facts = new Facts(
                facts.Says || (of.Says && !isQuestion && !isBranch),
                facts.Declares || (of.Declares && part != node.Not && !(isBranch && of.Says)),
                facts.IsDoubtful || of.IsDoubtful,
                facts.HasUnusualNumbers || of.HasUnusualNumbers,
                facts.IsNoObject || (of.IsNoObject && !isQuestion && !isBranch && part == node.Ref));
        }

        return facts;
    }

    private static IEnumerable<ExactNumber> Numbers(SchemaNode node)
    {
        foreach (var bound in new[] { node.Minimum, node.Maximum, node.ExclusiveMinimum, node.ExclusiveMaximum, node.MultipleOf })
            if (bound is { } number) yield return number;
        foreach (var value in (node.Enum ?? []).Concat(node.Const is { } constant ? [constant] : []))
            if (value.ValueKind == System.Text.Json.JsonValueKind.Number && ExactNumber.TryParse(value.GetRawText(), out var number)) yield return number;
    }

    private static bool IsUnusual(ExactNumber number) => number.Magnitude > 15 || number.Exponent < -15;

    /// <param name="Says">Whether it says what becomes of other names, but in a question or a branch.</param>
    /// <param name="Declares">Whether it declares a name.</param>
    /// <param name="IsDoubtful">Whether it might have no closed instance.</param>
    /// <param name="HasUnusualNumbers">Whether it speaks of numbers that plain spelling might not reach.</param>
    /// <param name="IsNoObject">Whether it plainly takes no object.</param>
    private readonly record struct Facts(bool Says, bool Declares, bool IsDoubtful, bool HasUnusualNumbers, bool IsNoObject)
    {
        public bool IsClosed => Declares && !Says && !IsNoObject;
    }
}
