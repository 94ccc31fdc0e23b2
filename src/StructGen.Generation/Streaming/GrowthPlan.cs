using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Absence;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Streaming;

/// <summary>What a stream tells of the growing answer, decided before the model writes. Immutable.</summary>
internal sealed record GrowthPlan
{
    /// <summary>The schema that the answer follows.</summary>
    public GrowthSchema Schema { get; private init; } = GrowthSchema.Unknown;

    /// <summary>Whether the value so far is told.</summary>
    public bool Partials { get; private init; }

    /// <summary>The list whose items are told; null where none are.</summary>
    public AnswerList? List { get; private init; }

    /// <summary>Whether the JSON stands in other text, such as tags.</summary>
    public bool IsWrapped { get; private init; }

    /// <summary>Plans; tells why something that is wished for cannot be.</summary>
    /// <param name="wished">What is wished for.</param>
    /// <param name="schema">The schema that the model answers to.</param>
    /// <param name="plan">Mode and surface.</param>
    /// <param name="prompt">Prompt mode's options.</param>
    /// <param name="warn">Receives code, pointer and message.</param>
    public static GrowthPlan? Create(StreamOptions wished, JsonElement schema, GenerationPlan plan, PromptOptions prompt, Action<string, string, string> warn)
    {
        if (wished is { Partials: false, Items: false }) return null;
        var isPrompt = plan.Mode == GenerationMode.Prompt;
        var isJson = isPrompt ? (prompt.Encoder ?? (prompt.Compat ? "csv" : "json")) == "json" : plan.Surface == AnswerSurface.Json;
        if (!isJson || prompt.Compat)
        {
            warn("stream-unavailable", "/stream", "Partials and items are told of answers that the model writes as JSON, and not in compat mode; this stream has deltas and attempts only.");
            return null;
        }

        SchemaMap map;
        try
        {
            map = new SchemaMap(schema);
        }
        catch (InexpressibleException)
        {
            if (wished.Items) warn("items-unavailable", "/stream/items", "Items are not told: the schema has identifiers inside. Remove $id there.");
            return new GrowthPlan { Partials = wished.Partials, IsWrapped = isPrompt };
        }

        var list = wished.Items ? FindList(map) : null;
        if (wished.Items && list is null)
            warn("items-unavailable", "/stream/items", "Items are not told: the schema's root is neither an array nor an object with exactly one array among its properties.");
        return new GrowthPlan { Schema = GrowthSchema.Of(map), Partials = wished.Partials, List = list, IsWrapped = isPrompt };
    }

    private static AnswerList? FindList(SchemaMap map)
    {
        var root = Together(map, [new SchemaPlace(map.Root, "")]);
        if (root.Exists(place => IsOf(place, "array"))) return new AnswerList(null, Items(map, root));
        var names = root.Where(place => place.Schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            .SelectMany(place => place.Schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)).Distinct();
        var arrays = names.Select(name => (Name: name, Places: Together(map, new ApplicableSchemas(map).OfMember(root, name))))
            .Where(member => member.Places.Exists(place => IsOf(place, "array"))).Take(2).ToList();
        return arrays is [var only] ? new AnswerList(only.Name, Items(map, only.Places)) : null;
    }

    private static SchemaValidator Items(SchemaMap map, List<SchemaPlace> lists)
    {
        var items = ApplicableSchemas.OfItem(lists, int.MaxValue);
        return SchemaValidator.Create(new MarkedSchemaWriter(map, [], []).WriteTogether(items));
    }

    /// <summary>What applies together with some schemas: references and <c>allOf</c>, no alternatives; and what a marked list is beside null.</summary>
    private static List<SchemaPlace> Together(SchemaMap map, List<SchemaPlace> places)
    {
        var found = new List<SchemaPlace>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<SchemaPlace>(places);
        while (open.TryDequeue(out var place))
        {
            if (place.Schema.ValueKind != JsonValueKind.Object || !seen.Add(place.Pointer)) continue;
            found.Add(place);
            if (map.Target(place.Schema) is { } target) open.Enqueue(target);
            foreach (var branch in Branches(place, "allOf")) open.Enqueue(branch);
            if (Branches(place, "anyOf").ToList() is [var value, { Schema: var other }] && SchemaKeywords.Text(other, "type") == "null") open.Enqueue(value);
        }

        return found;
    }

    private static IEnumerable<SchemaPlace> Branches(SchemaPlace place, string keyword)
        => place.Schema.TryGetProperty(keyword, out var branches) && branches.ValueKind == JsonValueKind.Array
            ? branches.EnumerateArray().Select((branch, index) => new SchemaPlace(branch, $"{place.Pointer}/{keyword}/{index}"))
            : [];

    private static bool IsOf(SchemaPlace place, string type) => place.Schema.TryGetProperty("type", out var types)
        && (types.ValueKind == JsonValueKind.String ? types.ValueEquals(type)
            : types.ValueKind == JsonValueKind.Array && types.EnumerateArray().Any(name => name.ValueKind == JsonValueKind.String && name.ValueEquals(type)));
}
