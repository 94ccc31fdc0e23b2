using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Absence;

/// <summary>Writes the schema that a model answers to where it may say "not there": the caller's schema in which members may also be null.</summary>
/// <remarks>
/// <c>{"type": "string", "minLength": 2}</c> becomes <c>{"type": ["string", "null"], "minLength": 2}</c>; a schema with combinations or references,
/// or one that others refer to, becomes <c>{"anyOf": [S, {"type": "null"}]}</c>, and references to places in S follow it. What only asks (<c>not</c>, <c>if</c>)
/// keeps its meaning: its references lead to a copy of the caller's schema, embedded under <see cref="Unmarked"/>. A <c>oneOf</c> of objects becomes an
/// <c>anyOf</c>, because a null can make a value fit two branches, with the rule that no value may fit two of the caller's own branches.
/// </remarks>
internal sealed class MarkedSchemaWriter
{
    /// <summary>Identifier of the copy of the caller's schema.</summary>
    public const string Unmarked = "urn:structgen:unmarked";

    private static readonly string[] Combinations =
        ["$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$anchor", "$dynamicAnchor", "$id", "id"];

    private readonly SchemaMap _map;
    private readonly HashSet<string> _marks;
    private readonly HashSet<string> _leading;
    private readonly string _definitions;
    private readonly string _identifier;
    private readonly string _copy;
    private bool _needsUnmarked;

    /// <param name="map">The caller's schema.</param>
    /// <param name="marks">Members that get a mark: those with a rule that do not admit null by themselves.</param>
    /// <param name="rules">Members with a rule.</param>
    public MarkedSchemaWriter(SchemaMap map, IEnumerable<string> marks, IEnumerable<string> rules)
    {
        _map = map;
        _marks = new HashSet<string>(marks, StringComparer.Ordinal);
        _leading = map.LeadingTo(rules);
        _copy = map.Find(Unmarked) is null ? Unmarked : Unmarked + ":marked"; // of a schema that is marked already
        var draft = SchemaKeywords.Text(map.Root, "$schema") ?? "";
        _definitions = draft.Contains("draft-0", StringComparison.Ordinal) ? "definitions" : "$defs";
        _identifier = draft.Contains("draft-04", StringComparison.Ordinal) ? "id" : "$id";
    }

    /// <summary>The marked schema.</summary>
    public JsonElement Write()
    {
        var root = Build(_map.Root, "", isQuestion: false);
        if (_needsUnmarked && root is JsonObject document) Embed(document);
        return ToElement(root);
    }

    /// <summary>A schema with a member <c>m0</c>, <c>m1</c>… for each of some places, as the caller has them.</summary>
    public JsonElement WriteProbe(IReadOnlyList<string> places)
    {
        var probe = new JsonObject();
        if (SchemaKeywords.Text(_map.Root, "$schema") is { } draft) probe["$schema"] = draft;
        probe["properties"] = new JsonObject(places.Select((place, index) => KeyValuePair.Create<string, JsonNode?>(
            $"m{index}", new JsonObject { ["$ref"] = $"{_copy}#{Fragment(place)}" })));
        Embed(probe);
        return ToElement(probe);
    }

    /// <summary>A schema of what some places ask for together.</summary>
    public JsonElement WriteTogether(IEnumerable<SchemaPlace> places)
    {
        var together = new JsonObject();
        if (SchemaKeywords.Text(_map.Root, "$schema") is { } draft) together["$schema"] = draft;
        var all = new JsonArray([.. places.Select(place => new JsonObject { ["$ref"] = $"{_copy}#{Fragment(place.Pointer)}" })]);
        if (all.Count > 0) together["allOf"] = all;
        Embed(together);
        return ToElement(together);
    }

    private void Embed(JsonObject document)
    {
        if (document[_definitions] is not JsonObject definitions) document[_definitions] = definitions = [];
        if (Build(_map.Root, "", isQuestion: true) is not JsonObject copy) return;
        copy.Remove("$id");
        copy.Remove("id");
        copy[_identifier] = _copy;
        definitions[_copy] = copy;
    }

    private JsonNode? Build(JsonElement schema, string pointer, bool isQuestion)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Build(at.Schema, at.Pointer, at.IsQuestion), (Self: this, Schema: schema, Pointer: pointer, IsQuestion: isQuestion));
        if (schema.ValueKind != JsonValueKind.Object) return Copy(schema);
        var built = new JsonObject();
        foreach (var keyword in schema.EnumerateObject())
        {
            var place = $"{pointer}/{JsonPointerText.Escape(keyword.Name)}";
            if (keyword is { Name: "$ref", Value.ValueKind: JsonValueKind.String })
                built["$ref"] = Refer(keyword.Value.GetString()!, isQuestion);
            else if (keyword.Name == "oneOf" && !isQuestion && IsOpened(place, keyword.Value))
                Open(built, keyword.Value, place);
            else
                Add(built, keyword.Name, BuildKeyword(keyword, place, isQuestion));
        }

        return built;
    }

    private JsonNode? BuildKeyword(JsonProperty keyword, string place, bool isQuestion)
    {
        var isMember = SchemaKeywords.SpeaksOfMembers(keyword.Name) && !isQuestion;
        return (SchemaKeywords.FormOf(keyword.Name), keyword.Value.ValueKind) switch
        {
            (SchemaKeywords.Form.Map, JsonValueKind.Object) => new JsonObject(keyword.Value.EnumerateObject().Select(entry => KeyValuePair.Create(
                entry.Name, BuildPart(entry.Value, $"{place}/{JsonPointerText.Escape(entry.Name)}", isMember, isQuestion)))),
            (SchemaKeywords.Form.One, JsonValueKind.Array) => Branches(keyword.Value, place, isQuestion),
            (SchemaKeywords.Form.One, _) => BuildPart(keyword.Value, place, isMember, isQuestion),
            (SchemaKeywords.Form.Question, _) => Build(keyword.Value, place, isQuestion: true),
            _ => Copy(keyword.Value),
        };
    }

    private JsonNode? BuildPart(JsonElement schema, string pointer, bool isMember, bool isQuestion)
    {
        var built = Build(schema, pointer, isQuestion);
        if (!isMember || !_marks.Contains(pointer)) return built;
        if (IsWrapped(schema, pointer)) return new JsonObject { ["anyOf"] = new JsonArray(built, new JsonObject { ["type"] = "null" }) };
        AdmitNull((JsonObject)built!);
        return built;
    }

    private JsonArray Branches(JsonElement branches, string place, bool isQuestion)
        => new([.. branches.EnumerateArray().Select((branch, index) => Build(branch, $"{place}/{index}", isQuestion))]);

    private static void AdmitNull(JsonObject schema)
    {
        if (schema["const"] is { } constant)
        {
            schema.Remove("const");
            schema["enum"] = new JsonArray(constant.DeepClone(), null);
        }
        else if (schema["enum"] is JsonArray options)
        {
            options.Add((JsonNode?)null);
        }

        if (schema["type"] is JsonArray types) types.Add("null");
        else if (schema["type"] is { } type) schema["type"] = new JsonArray(type.DeepClone(), "null");
    }

    private bool IsWrapped(JsonElement schema, string pointer)
        => _map.Referred.Contains(pointer) || Combinations.Any(keyword => schema.TryGetProperty(keyword, out _))
            || (schema.TryGetProperty("const", out _) && schema.TryGetProperty("enum", out _));

    private bool IsOpened(string place, JsonElement branches)
        => branches.ValueKind == JsonValueKind.Array && Enumerable.Range(0, branches.GetArrayLength()).Any(index => _leading.Contains($"{place}/{index}"));

    /// <summary>Some marked branch, and not two of the caller's own.</summary>
    private void Open(JsonObject built, JsonElement branches, string place)
    {
        var some = new JsonObject { ["anyOf"] = Branches(branches, place, isQuestion: false) };
        var several = new JsonObject
        {
            ["allOf"] = new JsonArray(
                new JsonObject { ["anyOf"] = Branches(branches, place, isQuestion: true) },
                new JsonObject { ["not"] = new JsonObject { ["oneOf"] = Branches(branches, place, isQuestion: true) } }),
        };
        if (built["allOf"] is not JsonArray all) built["allOf"] = all = [];
        all.Add(some);
        all.Add(new JsonObject { ["not"] = several });
    }

    /// <summary>Adds a keyword; an <c>allOf</c> goes before the parts that an opened <c>oneOf</c> put there, so that its own places stay.</summary>
    private static void Add(JsonObject built, string keyword, JsonNode? value)
    {
        if (keyword == "allOf" && built["allOf"] is JsonArray opened && value is JsonArray own)
        {
            built.Remove("allOf");
            foreach (var part in opened.ToList())
            {
                opened.Remove(part);
                own.Add(part);
            }
        }

        built[keyword] = value;
    }

    private string Refer(string reference, bool isQuestion)
    {
        if (_map.Find(reference) is not { } target || reference.StartsWith(Unmarked, StringComparison.Ordinal)) return reference;
        var fragment = reference.IndexOf('#') is var hash and >= 0 ? reference[(hash + 1)..] : "";
        if (isQuestion)
        {
            _needsUnmarked = true;
            return fragment.Length == 0 ? _copy : $"{_copy}#{fragment}";
        }

        if (fragment.Length == 0 || fragment[0] != '/') return reference;
        var moved = Move(target.Pointer);
        return moved == target.Pointer ? reference : $"#{Fragment(moved)}";
    }

    /// <summary>Where a place of the caller's schema stands in the marked one.</summary>
    private string Move(string pointer)
    {
        var (old, moved) = ("", "");
        var schema = (JsonElement?)_map.Root;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var parent = schema;
            old += "/" + step;
            moved += "/" + step;
            schema = schema is { } known ? Step(known, step) : null;
            if (step == "oneOf" && parent is { } owner && schema is { } branches && IsOpened(old, branches))
            {
                var before = owner.TryGetProperty("allOf", out var own) && own.ValueKind == JsonValueKind.Array ? own.GetArrayLength() : 0;
                moved = $"{moved[..^"oneOf".Length]}allOf/{before}/anyOf";
            }
            else if (_marks.Contains(old) && schema is { ValueKind: JsonValueKind.Object } member && IsWrapped(member, old))
            {
                moved += "/anyOf/0";
            }
        }

        return moved;
    }

    private static JsonElement? Step(JsonElement place, string step)
    {
        var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        if (place.ValueKind == JsonValueKind.Object) return place.TryGetProperty(name, out var member) ? member : null;
        return place.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && (uint)index < (uint)place.GetArrayLength() ? place[index] : null;
    }

    private static string Fragment(string pointer) => string.Join('/', pointer.Split('/').Select(Uri.EscapeDataString));

    private static JsonNode? Copy(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };

    private static JsonElement ToElement(JsonNode? node) => JsonText.Parse(node?.ToJsonString() ?? "null");
}
