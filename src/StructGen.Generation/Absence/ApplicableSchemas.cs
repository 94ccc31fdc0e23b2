using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Absence;

/// <summary>Which subschemas speak of a value: those that a schema refers to or combines, as far as the value does not contradict them on its face.</summary>
internal sealed class ApplicableSchemas(SchemaMap map)
{
    private const int ReferenceSteps = 16;

    /// <summary>The given schemas and all that they bring along for a value.</summary>
    /// <param name="places">The schemas.</param>
    /// <param name="value">The value; null where it is not known yet, which no branch contradicts.</param>
    public List<SchemaPlace> Of(List<SchemaPlace> places, JsonElement? value)
    {
        var found = new List<SchemaPlace>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var place in places) Enter(place, value, found, seen);
        return found;
    }

    /// <summary>The subschemas of a member.</summary>
    public List<SchemaPlace> OfMember(List<SchemaPlace> schemas, string name)
    {
        var found = new List<SchemaPlace>();
        foreach (var (schema, pointer, _) in schemas)
        {
            var before = found.Count;
            if (Child(schema, "properties", name) is { } property)
                found.Add(new SchemaPlace(property, $"{pointer}/properties/{JsonPointerText.Escape(name)}", true));
            if (schema.TryGetProperty("patternProperties", out var patterns) && patterns.ValueKind == JsonValueKind.Object)
            {
                found.AddRange(patterns.EnumerateObject().Where(pattern => map.Matches(pattern.Name, name))
                    .Select(pattern => new SchemaPlace(pattern.Value, $"{pointer}/patternProperties/{JsonPointerText.Escape(pattern.Name)}", true)));
            }

            if (found.Count > before) continue;
            foreach (var keyword in (ReadOnlySpan<string>)["additionalProperties", "unevaluatedProperties"])
            {
                if (schema.TryGetProperty(keyword, out var rest) && rest.ValueKind == JsonValueKind.Object) found.Add(new SchemaPlace(rest, $"{pointer}/{keyword}", true));
            }
        }

        return found;
    }

    /// <summary>The subschemas of an item.</summary>
    public static List<SchemaPlace> OfItem(List<SchemaPlace> schemas, int index)
    {
        var found = new List<SchemaPlace>();
        foreach (var (schema, pointer, _) in schemas)
        {
            var tuple = schema.TryGetProperty("prefixItems", out var prefix) ? "prefixItems" : "items";
            if (schema.TryGetProperty(tuple, out var items) && items.ValueKind == JsonValueKind.Array)
            {
                if (index < items.GetArrayLength())
                {
                    found.Add(new SchemaPlace(items[index], $"{pointer}/{tuple}/{index}"));
                    continue;
                }
            }

            foreach (var keyword in (ReadOnlySpan<string>)["items", "additionalItems", "unevaluatedItems"])
            {
                if (!schema.TryGetProperty(keyword, out var rest) || rest.ValueKind != JsonValueKind.Object) continue;
                found.Add(new SchemaPlace(rest, $"{pointer}/{keyword}"));
                break;
            }
        }

        return found;
    }

    private void Enter(SchemaPlace place, JsonElement? value, List<SchemaPlace> found, HashSet<string> seen)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => at.Self.Enter(at.Place, at.Value, at.Found, at.Seen), (Self: this, Place: place, Value: value, Found: found, Seen: seen));
            return;
        }

        if (place.Schema.ValueKind != JsonValueKind.Object || !seen.Add(place.Pointer)) return;
        found.Add(place);
        if (map.Target(place.Schema) is { } target) Enter(target, value, found, seen);
        foreach (var keyword in (ReadOnlySpan<string>)["allOf", "anyOf", "oneOf"])
        {
            if (!place.Schema.TryGetProperty(keyword, out var branches) || branches.ValueKind != JsonValueKind.Array) continue;
            var all = branches.EnumerateArray().Select((branch, index) => new SchemaPlace(branch, $"{place.Pointer}/{keyword}/{index}")).ToList();
            var possible = keyword == "allOf" ? all : value is not { } known ? all : all.FindAll(branch => !Contradicts(branch.Schema, known));
            foreach (var branch in possible.Count > 0 ? possible : all) Enter(branch, value, found, seen);
        }

        foreach (var keyword in (ReadOnlySpan<string>)["then", "else"])
        {
            if (place.Schema.TryGetProperty("if", out _) && place.Schema.TryGetProperty(keyword, out var branch)) Enter(new SchemaPlace(branch, $"{place.Pointer}/{keyword}"), value, found, seen);
        }

        foreach (var keyword in (ReadOnlySpan<string>)["dependentSchemas", "dependencies"])
        {
            if (value is { ValueKind: not JsonValueKind.Object } || !place.Schema.TryGetProperty(keyword, out var dependents) || dependents.ValueKind != JsonValueKind.Object) continue;
            foreach (var dependent in dependents.EnumerateObject().Where(dependent => value?.TryGetProperty(dependent.Name, out _) != false))
                Enter(new SchemaPlace(dependent.Value, $"{place.Pointer}/{keyword}/{JsonPointerText.Escape(dependent.Name)}"), value, found, seen);
        }
    }

    /// <summary>Whether a value's type, its constant members or its missing ones rule a branch out.</summary>
    private bool Contradicts(JsonElement branch, JsonElement value)
    {
        for (var step = 0; step < ReferenceSteps && map.Target(branch) is { } target; step++) branch = target.Schema;
        if (branch.ValueKind != JsonValueKind.Object) return branch.ValueKind == JsonValueKind.False;
        if (SchemaKeywords.Text(branch, "type") is { } type && type != (value.ValueKind == JsonValueKind.Object ? "object" : "array")) return true;
        if (value.ValueKind != JsonValueKind.Object) return false;
        if (branch.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
            && required.EnumerateArray().Any(name => name.ValueKind == JsonValueKind.String && !value.TryGetProperty(name.GetString()!, out _))) return true;
        return value.EnumerateObject().Any(member => member.Value.ValueKind != JsonValueKind.Null && Child(branch, "properties", member.Name) is { ValueKind: JsonValueKind.Object } property && IsOther(property, member.Value));
    }

    private static bool IsOther(JsonElement property, JsonElement value)
        => property.TryGetProperty("const", out var constant) ? !JsonText.Same(constant, value)
            : property.TryGetProperty("enum", out var options) && options.ValueKind == JsonValueKind.Array && !options.EnumerateArray().Any(option => JsonText.Same(option, value));

    private static JsonElement? Child(JsonElement schema, string keyword, string name)
        => schema.TryGetProperty(keyword, out var map) && map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var child) ? child : null;
}
