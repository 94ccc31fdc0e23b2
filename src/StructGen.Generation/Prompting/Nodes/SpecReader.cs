using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.Generation.Prompting.Nodes;

/// <summary>Reads the JSON form of a spec: objects untagged, leaves and selections with <c>$type</c>. All faults are collected before it throws.</summary>
internal sealed class SpecReader
{
    private const int MaxDepth = 64;

    private readonly List<ConstraintError> _errors = [];

    /// <exception cref="InvalidSchemaException">The text is no spec.</exception>
    public static ObjectNode Read(JsonElement spec)
    {
        var reader = new SpecReader();
        var node = reader.ReadNode(spec, "", 0);
        if (node is not null and not ObjectNode)
            reader.Fail("", "$type", "The root of a spec is an object with 'attributes': put this node into one.");
        if (reader._errors.Count > 0 || node is not ObjectNode root)
            throw new InvalidSchemaException(reader._errors);
        return root;
    }

    private ExtractionNode? ReadNode(JsonElement spec, string pointer, int depth)
    {
        if (spec.ValueKind != JsonValueKind.Object)
            return Fail(pointer, "", $"A node is a JSON object, this is {Kind(spec)}.");
        if (depth > MaxDepth)
            return Fail(pointer, "attributes", $"Nodes nest deeper than {MaxDepth}: split the spec.");
        var id = ReadText(spec, pointer, "id", required: true);
        var type = spec.TryGetProperty("$type", out var tag) ? tag.ValueKind == JsonValueKind.String ? tag.GetString() : tag.GetRawText() : null;
        ExtractionNode? node = type switch
        {
            null or "Object" when type is not null || spec.TryGetProperty("attributes", out _) => ReadObject(spec, pointer, id, depth),
            null => Fail(pointer, "$type", "A node without 'attributes' needs \"$type\": \"Text\", \"Number\", \"Bool\" or \"Selection\"."),
            "Number" => new NumberNode(id) { Examples = ReadExamples(spec, pointer, NodeValues.Number) },
            "Text" => new TextNode(id) { Examples = ReadExamples(spec, pointer, NodeValues.Text) },
            "Bool" => new BoolNode(id) { Examples = ReadExamples(spec, pointer, NodeValues.Bool) },
            "Selection" => ReadSelection(spec, pointer, id),
            _ => Fail(pointer + "/$type", "$type", $"'{type}' is no node type. Known: Object, Number, Text, Bool, Selection."),
        };
        CheckMembers(spec, pointer, node);
        return node is null ? null : node with
        {
            Description = ReadText(spec, pointer, "description", required: false),
            Many = spec.TryGetProperty("many", out var many) && ReadFlag(many, pointer + "/many"),
        };
    }

    private ObjectNode ReadObject(JsonElement spec, string pointer, string id, int depth)
    {
        var attributes = new List<ExtractionNode>();
        if (ReadArray(spec, pointer, "attributes") is { } items)
        {
            var index = 0;
            foreach (var item in items.EnumerateArray())
            {
                if (ReadNode(item, $"{pointer}/attributes/{index++}", depth + 1) is { } attribute)
                    attributes.Add(attribute);
            }
        }

        return new ObjectNode(id) { Attributes = attributes, Examples = ReadExamples(spec, pointer, NodeValues.Object) };
    }

    private SelectionNode ReadSelection(JsonElement spec, string pointer, string id)
    {
        var options = new List<SelectionOption>();
        if (ReadArray(spec, pointer, "options") is { } items)
        {
            var index = 0;
            foreach (var item in items.EnumerateArray())
            {
                var place = $"{pointer}/options/{index++}";
                if (item.ValueKind != JsonValueKind.Object)
                {
                    Fail(place, "options", $"An option is an object with 'id', this is {Kind(item)}.");
                    continue;
                }

                options.Add(new SelectionOption(
                    ReadText(item, place, "id", required: true), ReadText(item, place, "description", required: false), ReadTexts(item, place, "examples")));
            }
        }

        if (options.Count == 0)
            Fail(pointer, "options", "A selection needs at least one option.");
        return new SelectionNode(id)
        {
            Options = options,
            Examples = ReadExamples(spec, pointer, NodeValues.Text),
            NullExamples = ReadTexts(spec, pointer, "null_examples"),
        };
    }

    private List<NodeExample> ReadExamples(JsonElement spec, string pointer, Func<JsonElement, JsonElement?> valueOf)
    {
        var examples = new List<NodeExample>();
        if (ReadArray(spec, pointer, "examples") is not { } items)
            return examples;
        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            var place = $"{pointer}/examples/{index++}";
            if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 2 || item[0].ValueKind != JsonValueKind.String)
                Fail(place, "examples", "An example is an array of two: a text and what is extracted from it.");
            else if (item[1].ValueKind == JsonValueKind.Null)
                examples.Add(new NodeExample(item[0].GetString()!, null));
            else if (valueOf(item[1]) is { } value)
                examples.Add(new NodeExample(item[0].GetString()!, value));
            else
                Fail(place + "/1", "examples", $"This node cannot have the value {item[1].GetRawText()}.");
        }

        return examples;
    }

    private List<string> ReadTexts(JsonElement spec, string pointer, string name)
    {
        var texts = new List<string>();
        if (ReadArray(spec, pointer, name) is not { } items)
            return texts;
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
                texts.Add(item.GetString()!);
            else
                Fail($"{pointer}/{name}", name, $"'{name}' is an array of texts.");
        }

        return texts;
    }

    private JsonElement? ReadArray(JsonElement spec, string pointer, string name)
    {
        if (!spec.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Array)
            return value;
        Fail($"{pointer}/{name}", name, $"'{name}' is an array, this is {Kind(value)}.");
        return null;
    }

    private string ReadText(JsonElement spec, string pointer, string name, bool required)
    {
        if (spec.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            return value.GetString()!;
        if (required || (spec.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null))
            Fail($"{pointer}/{name}", name, $"'{name}' is a text{(required ? " that every node needs" : "")}.");
        return "";
    }

    private bool ReadFlag(JsonElement value, string pointer)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            Fail(pointer, "many", "'many' is true or false.");
        return value.ValueKind == JsonValueKind.True;
    }

    private void CheckMembers(JsonElement spec, string pointer, ExtractionNode? node)
    {
        foreach (var member in spec.EnumerateObject())
        {
            var known = member.Name is "id" or "description" or "many" or "examples" or "$type"
                || (member.Name == "attributes" && node is ObjectNode)
                || (member.Name is "options" or "null_examples" && node is SelectionNode);
            if (!known && node is not null)
                Fail($"{pointer}/{member.Name}", member.Name, $"A {NodeNames.Of(node)} has no member '{member.Name}'.");
        }
    }

    private ExtractionNode? Fail(string pointer, string keyword, string message)
    {
        _errors.Add(new ConstraintError(pointer, keyword, message));
        return null;
    }

    private static string Kind(JsonElement value) => value.ValueKind.ToString().ToLowerInvariant();
}
