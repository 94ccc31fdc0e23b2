using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>The keywords of arrays that need no subschema.</summary>
internal static class ArrayChecks
{
    /// <summary>The first item that equals an earlier one, and that one; null when all differ. Linear, by hash.</summary>
    public static (int Earlier, int Later)? FirstDuplicate(Instance array)
    {
        var seen = new Dictionary<Instance, int>(InstanceEquality.Default);
        for (var i = 0; i < array.Children.Length; i++)
        {
            if (!seen.TryAdd(array.Children[i], i)) return (seen[array.Children[i]], i);
        }

        return null;
    }

    /// <summary>How many items <c>contains</c> must match at least and at most.</summary>
    public static (long Fewest, long Most) ContainsBounds(SchemaNode node) => (node.MinContains ?? 1, node.MaxContains ?? long.MaxValue);
}
