using System.Text.Json;
using StructGen.Generation.Absence;

namespace StructGen.Generation.Streaming;

/// <summary>What a reader of growing JSON must know of a schema at one place of the answer: which strings to hold back until they are complete.</summary>
/// <remarks>Made as the answer goes there, once per set of subschemas, so recursion costs nothing. Used by one reader at a time.</remarks>
internal sealed class GrowthSchema
{
    private static readonly string[] Whole = ["enum", "const", "format", "pattern"];

    private readonly Interned? _all;
    private readonly List<SchemaPlace> _places;
    private readonly Dictionary<string, GrowthSchema> _members = new(StringComparer.Ordinal);
    private readonly List<GrowthSchema> _items = [];

    private GrowthSchema(Interned? all, List<SchemaPlace> places, bool holdsStrings)
    {
        _all = all;
        _places = places;
        HoldsStrings = holdsStrings;
    }

    /// <summary>Where nothing is known of the schema: every string is held back.</summary>
    public static GrowthSchema Unknown { get; } = new(null, [], holdsStrings: true);

    /// <summary>Whether a string here appears only when it is complete.</summary>
    public bool HoldsStrings { get; }

    /// <summary>Of the root of a schema.</summary>
    public static GrowthSchema Of(SchemaMap map) => new Interned(map).Get([new SchemaPlace(map.Root, "")]);

    /// <summary>Of a member.</summary>
    public GrowthSchema Member(string name)
    {
        if (_all is null) return this;
        if (_members.TryGetValue(name, out var known)) return known;
        var member = _all.GetMember(_places, name);
        if (_members.Count < Interned.MaxKept) _members.Add(name, member);
        return member;
    }

    /// <summary>Of an item.</summary>
    public GrowthSchema Item(int index)
    {
        if (_all is null) return this;
        // Beyond the tuples of all schemas the items are all alike.
        var last = _places.Select(place => Tuple(place.Schema)).DefaultIfEmpty(0).Max();
        index = Math.Min(index, last);
        while (_items.Count <= index) _items.Add(_all.Get(ApplicableSchemas.OfItem(_places, _items.Count)));
        return _items[index];
    }

    private static int Tuple(JsonElement schema)
        => (schema.TryGetProperty("prefixItems", out var items) || schema.TryGetProperty("items", out items)) && items.ValueKind == JsonValueKind.Array ? items.GetArrayLength() : 0;

    /// <summary>One node for each set of subschemas.</summary>
    private sealed class Interned(SchemaMap map)
    {
        public const int MaxKept = 10_000;

        private readonly Dictionary<string, GrowthSchema> _known = new(StringComparer.Ordinal);
        private readonly ApplicableSchemas _applicable = new(map);

        public GrowthSchema GetMember(List<SchemaPlace> places, string name) => Get(_applicable.OfMember(places, name));

        public GrowthSchema Get(List<SchemaPlace> places)
        {
            var key = string.Join('\n', places.Select(place => place.Pointer));
            if (_known.TryGetValue(key, out var known)) return known;
            var all = _applicable.Of(places, null);
            var node = new GrowthSchema(this, all, all.Exists(place => Array.Exists(Whole, keyword => place.Schema.TryGetProperty(keyword, out _))));
            if (_known.Count < MaxKept) _known.Add(key, node);
            return node;
        }
    }
}
