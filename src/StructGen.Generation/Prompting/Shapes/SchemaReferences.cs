using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>Finds the targets of references within one schema document; what lies outside is not fetched.</summary>
internal sealed class SchemaReferences(JsonElement root)
{
    /// <summary>Objects with more members are indexed when a reference leads into them.</summary>
    private const int FewMembers = 64;

    private readonly ConcurrentDictionary<string, Dictionary<string, JsonElement>> _members = new(StringComparer.Ordinal);
    private Dictionary<string, (JsonElement Schema, string Pointer)>? _named;

    /// <summary>The target of a reference: a JSON pointer fragment, an anchor or an embedded <c>$id</c>.</summary>
    public bool TryResolve(string reference, out JsonElement schema, out string pointer)
    {
        schema = root;
        pointer = "";
        var hash = reference.IndexOf('#');
        var (document, fragment) = hash < 0 ? (reference, "") : (reference[..hash], reference[(hash + 1)..]);
        if (document.Length > 0)
        {
            if (!Named.TryGetValue(document, out var found))
                return false;
            (schema, pointer) = found;
        }

        if (fragment.Length == 0)
            return true;
        if (fragment[0] != '/')
        {
            if (!Named.TryGetValue("#" + fragment, out var anchored))
                return false;
            (schema, pointer) = anchored;
            return true;
        }

        return TryWalk(ref schema, ref pointer, fragment);
    }

    /// <summary>The last word of a reference: <c>#/$defs/Node</c> → <c>Node</c>; null where there is none.</summary>
    public static string? NameOf(string reference)
    {
        var word = reference[(reference.LastIndexOfAny(['/', '#']) + 1)..];
        return word.Length == 0 ? null : Unescape(word);
    }

    private bool TryWalk(ref JsonElement schema, ref string pointer, string fragment)
    {
        foreach (var raw in fragment[1..].Split('/'))
        {
            var name = Unescape(raw);
            if (schema.ValueKind == JsonValueKind.Object && TryFind(schema, pointer, name, out var member))
                schema = member;
            else if (schema.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < schema.GetArrayLength())
                schema = schema[index];
            else
                return false;
            pointer += "/" + raw;
        }

        return schema.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False;
    }

    /// <summary>A member of an object; of one with thousands, which as many references name, by an index.</summary>
    private bool TryFind(JsonElement schema, string pointer, string name, out JsonElement member)
    {
        if (schema.GetPropertyCount() <= FewMembers)
            return schema.TryGetProperty(name, out member);
        return _members.GetOrAdd(pointer, static (_, schema) => Index(schema), schema).TryGetValue(name, out member);
    }

    private static Dictionary<string, JsonElement> Index(JsonElement schema)
    {
        var index = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in schema.EnumerateObject())
            index[member.Name] = member.Value;
        return index;
    }

    private static string Unescape(string word) => Uri.UnescapeDataString(word).Replace("~1", "/").Replace("~0", "~");

    private Dictionary<string, (JsonElement Schema, string Pointer)> Named
    {
        get
        {
            if (_named is null)
            {
                _named = new(StringComparer.Ordinal);
                Collect(root, "", 0);
            }

            return _named;
        }
    }

    private void Collect(JsonElement element, string pointer, int depth)
    {
        if (depth > 64)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray())
                Collect(item, $"{pointer}/{index++}", depth + 1);
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in element.EnumerateObject())
        {
            if (member is { Value.ValueKind: JsonValueKind.String, Name: "$id" or "id" })
                _named!.TryAdd(member.Value.GetString()!.TrimEnd('#'), (element, pointer));
            else if (member is { Value.ValueKind: JsonValueKind.String, Name: "$anchor" or "$dynamicAnchor" })
                _named!.TryAdd("#" + member.Value.GetString(), (element, pointer));
            else
                Collect(member.Value, $"{pointer}/{JsonPointerText.Escape(member.Name)}", depth + 1);
        }
    }
}
