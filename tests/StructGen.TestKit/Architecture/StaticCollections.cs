using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace StructGen.TestKit.Architecture;

/// <summary>The collections that live as long as the process: static fields of assemblies, and what can be reached from them through fields of the same assemblies.</summary>
public static class StaticCollections
{
    /// <summary>Collections that can grow, each with the number of entries that it has now: <c>Type.field</c>, and the way on from there.</summary>
    /// <param name="assemblies">The assemblies whose statics are looked at; generic types, whose statics have no one value, are left out.</param>
    public static IReadOnlyDictionary<string, int> Of(IEnumerable<Assembly> assemblies)
    {
        var known = assemblies.ToHashSet();
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var type in known.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.ContainsGenericParameters && !type.IsEnum))
        {
            foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.IsLiteral || field.FieldType.IsPointer || field.FieldType.IsByRefLike) continue;
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
                Visit(field.GetValue(null), $"{type.FullName![(type.Namespace?.Length + 1 ?? 0)..]}.{field.Name}", known, found, seen, 0);
            }
        }

        return found;
    }

    private static void Visit(object? value, string path, HashSet<Assembly> known, SortedDictionary<string, int> found, HashSet<object> seen, int depth)
    {
        if (value is null or string or Delegate or Pointer || depth > 6 || (!value.GetType().IsValueType && !seen.Add(value))) return;
        var type = value.GetType();
        if (CanGrow(type)) found[path] = CountOf(value);
        if (value is Lazy<object> || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>)))
        {
            Visit(type.GetProperty("Value")!.GetValue(value), path + ".Value", known, found, seen, depth + 1);
            return;
        }

        if (!known.Contains(type.Assembly)) return;
        for (var level = type; level is not null && known.Contains(level.Assembly); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.FieldType.IsPrimitive || field.FieldType.IsPointer || field.FieldType.IsByRefLike) continue;
                Visit(field.GetValue(value), $"{path}.{field.Name}", known, found, seen, depth + 1);
            }
        }
    }

    private static bool CanGrow(Type type)
        => !type.IsArray && !type.Name.StartsWith("Frozen", StringComparison.Ordinal) && !type.FullName!.Contains("Frozen", StringComparison.Ordinal)
            && !type.Name.StartsWith("ReadOnly", StringComparison.Ordinal) && !type.Name.StartsWith("<>z__", StringComparison.Ordinal) && !type.FullName.Contains("Immutable", StringComparison.Ordinal)
            && (typeof(ICollection).IsAssignableFrom(type) || type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICollection<>)) || type.Name.StartsWith("ConditionalWeakTable", StringComparison.Ordinal));

    private static int CountOf(object value) => value is ICollection collection ? collection.Count : value is IEnumerable items ? items.Cast<object>().Count() : 0;
}
