using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
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

    /// <summary>Most places, references followed each time anew: what a validator without memory may visit for one value.</summary>
    public const long MaxPlaces = 50_000;

    /// <summary>Bytes of a schema's text; larger ones take it longer than a second opinion is worth.</summary>
    private const int MaxBytes = 256 << 10;

    private static readonly string[] Forbidden =
        ["$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "id", "pattern", "patternProperties"];

    private readonly JsonElement _root;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Extent> _extents = new(StringComparer.Ordinal);

    private SecondOpinionGate(JsonElement root) => _root = root;

    /// <summary>Whether a number is one that NJsonSchema reads as it is: it holds decimals and ints, and takes its time over a million digits.</summary>
    private static bool IsPlain(string number)
        => number.Length <= 24 && number.AsSpan().IndexOfAny('e', 'E') < 0 && decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && (Math.Abs(value) <= int.MaxValue || number.Contains('.') || Math.Abs(value) <= 1L << 53);

    /// <summary>Whether NJsonSchema can be asked about data: each of its numbers is one that it reads as it is.</summary>
    public static bool AdmitsData(JsonElement data)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(data), new JsonReaderOptions { MaxDepth = 1024 });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth) return false;
            if (reader.TokenType == JsonTokenType.Number && (reader.ValueSpan.Length > 24 || !IsPlain(Encoding.ASCII.GetString(reader.ValueSpan)))) return false;
        }

        return true;
    }

    /// <summary>Whether NJsonSchema can be asked about a schema without harm.</summary>
    public static bool Admits(JsonElement schema)
        => schema.ValueKind == JsonValueKind.Object && JsonMarshal.GetRawUtf8Value(schema).Length <= MaxBytes && new SecondOpinionGate(schema).Measure(schema, "") is not null;

    /// <summary>How far a place reaches; null where the schema must not pass. A place is measured once; one that is being measured is reached by a cycle.</summary>
    private Extent? Measure(JsonElement place, string pointer)
    {
        if (place.ValueKind == JsonValueKind.Number && !IsPlain(place.GetRawText())) return null;
        if (place.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return new Extent(0, 1);
        if (_extents.TryGetValue(pointer, out var known)) return known;
        if (_open.Count == MaxDepth || !_open.Add(pointer)) return null;
        var within = place.ValueKind == JsonValueKind.Object ? OfObject(place, pointer) : OfArray(place, pointer);
        _open.Remove(pointer);
        if (within is not { } extent || extent.Height >= MaxDepth || extent.Places >= MaxPlaces) return null;
        return _extents[pointer] = new Extent(extent.Height + 1, extent.Places + 1);
    }

    private Extent? OfObject(JsonElement place, string pointer)
    {
        var all = default(Extent);
        foreach (var member in place.EnumerateObject())
        {
            if (!Harmless(member, pointer)) return null;
            var extent = member.NameEquals("$ref") && member.Value.ValueKind == JsonValueKind.String
                ? OfReference(member.Value.GetString()!)
                : Measure(member.Value, $"{pointer}/{Escape(member.Name)}");
            if (extent is not { } found) return null;
            all = all.With(found);
        }

        return all;
    }

    private Extent? OfArray(JsonElement place, string pointer)
    {
        var (all, index) = (default(Extent), 0);
        foreach (var item in place.EnumerateArray())
        {
            if (Measure(item, $"{pointer}/{index++}") is not { } found) return null;
            all = all.With(found);
        }

        return all;
    }

    private Extent? OfReference(string reference)
    {
        if (reference.Length < 2 || reference[0] != '#' || reference[1] != '/') return null;
        var pointer = Uri.UnescapeDataString(reference[1..]);
        return Find(pointer) is { } target ? Measure(target, pointer) : null;
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

    /// <summary>Levels and places below, references followed.</summary>
    private readonly record struct Extent(int Height, long Places)
    {
        public Extent With(Extent other) => new(Math.Max(Height, other.Height), Math.Min(Places + other.Places, MaxPlaces));
    }
}
