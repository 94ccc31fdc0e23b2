using System.Text.Json;

namespace StructGen.Generation.Validation;

/// <summary>Decides which schemas NJsonSchema may be given at all.</summary>
/// <remarks>
/// NJsonSchema fetches remote references by itself, overflows the stack on cyclic ones (which ends the process) and runs patterns through a
/// backtracking engine without a time limit. So it gets only schemas whose references lead, without cycles and not too deep, to places
/// in the same document, with no identifiers that could move a reference elsewhere, and without patterns. The walk is on the raw JSON and
/// knows no keywords: a member <c>$ref</c> counts wherever it stands, even in an enum, which errs on the safe side.
/// </remarks>
internal sealed class SecondOpinionGate
{
    /// <summary>Deepest nesting, references followed. NJsonSchema and Newtonsoft.Json recurse; a thousand levels are known to be fatal.</summary>
    public const int MaxDepth = 48;

    /// <summary>Places visited. Bounds the work on wide documents.</summary>
    public const int MaxPlaces = 50_000;

    private static readonly string[] Forbidden =
        ["$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "id", "pattern", "patternProperties"];

    private readonly JsonElement _root;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _heights = new(StringComparer.Ordinal);
    private int _places;

    private SecondOpinionGate(JsonElement root) => _root = root;

    /// <summary>Whether NJsonSchema can be asked about a schema without harm.</summary>
    public static bool Admits(JsonElement schema)
        => schema.ValueKind == JsonValueKind.Object && new SecondOpinionGate(schema).Height(schema, "", MaxDepth) is not null;

    /// <summary>Levels below a place, references followed; null where the schema must not pass.</summary>
    private int? Height(JsonElement place, string pointer, int left)
    {
        if (place.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return 0;
        if (_heights.TryGetValue(pointer, out var known)) return known <= left ? known : null;
        if (left == 0 || ++_places > MaxPlaces || !_open.Add(pointer)) return null;
        var height = place.ValueKind == JsonValueKind.Object ? OfObject(place, pointer, left - 1) : OfArray(place, pointer, left - 1);
        _open.Remove(pointer);
        if (height is { } found) _heights[pointer] = found + 1;
        return height + 1;
    }

    private int? OfObject(JsonElement place, string pointer, int left)
    {
        var tallest = 0;
        foreach (var member in place.EnumerateObject())
        {
            if (!Harmless(member, pointer)) return null;
            var height = member.NameEquals("$ref") && member.Value.ValueKind == JsonValueKind.String
                ? OfReference(member.Value.GetString()!, left)
                : Height(member.Value, $"{pointer}/{Escape(member.Name)}", left);
            if (height is not { } found) return null;
            tallest = Math.Max(tallest, found);
        }

        return tallest;
    }

    private int? OfArray(JsonElement place, string pointer, int left)
    {
        var (tallest, index) = (0, 0);
        foreach (var item in place.EnumerateArray())
        {
            if (Height(item, $"{pointer}/{index++}", left) is not { } height) return null;
            tallest = Math.Max(tallest, height);
        }

        return tallest;
    }

    /// <summary>The target's height; a target that is open (the reference stands within it) is a cycle.</summary>
    private int? OfReference(string reference, int left)
    {
        if (reference.Length < 2 || reference[0] != '#' || reference[1] != '/') return null;
        var pointer = Uri.UnescapeDataString(reference[1..]);
        return Find(pointer) is { } target ? Height(target, pointer, left) : null;
    }

    /// <summary>A property of an instance may be named as a keyword is; then its value is a schema, not text.</summary>
    private static bool Harmless(JsonProperty member, string pointer) => member.Name switch
    {
        "$id" => pointer.Length == 0 || member.Value.ValueKind != JsonValueKind.String,
        "patternProperties" => member.Value.ValueKind != JsonValueKind.Object || !member.Value.EnumerateObject().Any(),
        "$ref" => true,
        var name => !Forbidden.Contains(name) || member.Value.ValueKind is JsonValueKind.Object,
    };

    private JsonElement? Find(string pointer)
    {
        var place = _root;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (place.ValueKind == JsonValueKind.Object && place.TryGetProperty(name, out var member)) place = member;
            else if (place.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && (uint)index < (uint)place.GetArrayLength()) place = place[index];
            else return null;
        }

        return place;
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
