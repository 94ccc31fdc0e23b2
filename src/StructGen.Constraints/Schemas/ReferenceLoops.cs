namespace StructGen.Constraints.Schemas;

/// <summary>Schemas that apply themselves to the same value, as <c>{"$ref": "#"}</c> does: the specification gives them no meaning.</summary>
/// <remarks>
/// Where the way round is all conjunction (<c>$ref</c>, <c>allOf</c>), "X holds if X and Y hold" says no more than Y: the reference is dropped and
/// reported as without effect; a schema repository in wide use has such a slip. Round an <c>anyOf</c>, <c>not</c> or <c>if</c> it is an error.
/// The search is depth-first over the keywords that apply in place, with an own stack, from every schema that evaluation can reach.
/// </remarks>
internal static class ReferenceLoops
{
    /// <summary>More loops than this are no slip.</summary>
    private const int MaxBroken = 64;

    public static void Break(IReadOnlyList<SchemaNode> entries, SchemaReader reader)
    {
        for (var broken = 0; FindOne(entries) is { } loop; broken++)
        {
            var closing = ConjunctiveReference(loop);
            if (closing is null || broken == MaxBroken)
            {
                reader.Report(loop[^1], loop[^1].Ref is null ? "" : "$ref",
                    $"The schema \"{loop[0]}\" applies itself to the same value without end, through \"{loop[^1]}\". "
                    + "Let the reference stand under a keyword that goes deeper, such as properties or items, or remove it.");
                return;
            }

            closing.Ref = null;
            reader.Withdraw(closing, "$ref");
        }
    }

    /// <summary>The schemas of a loop, each applying the next in place and the last the first; null when there is none.</summary>
    private static List<SchemaNode>? FindOne(IReadOnlyList<SchemaNode> entries)
    {
        var finished = new Dictionary<SchemaNode, bool>();
        foreach (var start in SchemaEdges.Reachable(entries))
        {
            if (!finished.TryAdd(start, false)) continue;
            var path = new List<(SchemaNode Node, IEnumerator<SchemaNode> Edges)> { (start, SchemaEdges.InPlace(start).GetEnumerator()) };
            while (path.Count > 0)
            {
                var (node, edges) = path[^1];
                if (!edges.MoveNext())
                {
                    finished[node] = true;
                    path.RemoveAt(path.Count - 1);
                }
                else if (finished.TryAdd(edges.Current, false))
                {
                    path.Add((edges.Current, SchemaEdges.InPlace(edges.Current).GetEnumerator()));
                }
                else if (!finished[edges.Current])
                {
                    return [.. path.Select(step => step.Node).SkipWhile(step => step != edges.Current)];
                }
            }
        }

        return null;
    }

    /// <summary>The last schema of a loop that refers to the next, when the loop is all conjunction.</summary>
    private static SchemaNode? ConjunctiveReference(List<SchemaNode> loop)
    {
        SchemaNode? closing = null;
        for (var i = 0; i < loop.Count; i++)
        {
            var next = loop[(i + 1) % loop.Count];
            if (loop[i].Ref == next) closing = loop[i];
            else if (loop[i].AllOf?.Contains(next) != true) return null;
        }

        return closing;
    }
}
