using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>The keywords of objects that need no subschema.</summary>
internal static class ObjectChecks
{
    /// <summary>Members that the presence of another requires and that are missing.</summary>
    public static IEnumerable<(string Present, string Missing)> MissingDependents(SchemaNode node, Instance value)
    {
        foreach (var (present, required) in node.DependentRequired ?? [])
        {
            if (value.Find(present) < 0) continue;
            foreach (var name in required)
            {
                if (value.Find(name) < 0) yield return (present, name);
            }
        }
    }
}
