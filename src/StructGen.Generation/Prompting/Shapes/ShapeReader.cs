using System.Text.Json;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>Reads a JSON Schema of any draft into a <see cref="TypeShape"/>; never fails, what it cannot read is any JSON.</summary>
internal sealed class ShapeReader
{
    /// <summary>Subschemas read of one document; beyond it the rest is any JSON. Bounds the cost of hostile schemas.</summary>
    private const int MaxShapes = 20_000;

    private const int MaxDepth = 100;

    private readonly SchemaReferences _references;
    private readonly Dictionary<string, TypeShape> _shapes = new(StringComparer.Ordinal);
    private readonly ShapeMerger _merger = new();
    private int _depth;

    private ShapeReader(JsonElement root) => _references = new SchemaReferences(root);

    /// <summary>The shape of a whole schema.</summary>
    public static TypeShape Read(JsonElement schema) => new ShapeReader(schema).At(schema, "");

    private TypeShape At(JsonElement schema, string pointer)
    {
        if (_shapes.TryGetValue(pointer, out var known))
            return known;
        var shape = new TypeShape { Pointer = pointer };
        if (_shapes.Count >= MaxShapes || _depth >= MaxDepth)
            return shape;
        _shapes[pointer] = shape;
        _depth++;
        if (schema.ValueKind == JsonValueKind.Object)
            Fill(shape, schema, pointer);
        else if (schema.ValueKind == JsonValueKind.False)
            shape.Types = ShapeTypes.None;
        _depth--;
        shape.Finished = true;
        return shape;
    }

    private void Fill(TypeShape shape, JsonElement schema, string pointer)
    {
        shape.Description = Text(schema, "description");
        shape.Name = Text(schema, "title");
        shape.Format = Text(schema, "format");
        shape.Examples = SchemaExamples.Read(schema);
        shape.OptionDescriptions = OptionDescriptions(schema);
        ReadObject(shape, schema, pointer);
        ReadArray(shape, schema, pointer);
        if (schema.TryGetProperty("const", out var constant))
            shape.Literals = [constant];
        else if (schema.TryGetProperty("enum", out var options) && options.ValueKind == JsonValueKind.Array)
            shape.Literals = [.. options.EnumerateArray()];
        shape.Types = SchemaTypes.Read(schema, shape);
        ReadParts(shape, schema, pointer);
        ReadAlternatives(shape, schema, pointer);
    }

    private void ReadObject(TypeShape shape, JsonElement schema, string pointer)
    {
        var required = new HashSet<string>(StringComparer.Ordinal);
        if (schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array)
            required.UnionWith(names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!));
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                var child = At(property.Value, $"{pointer}/properties/{JsonPointerText.Escape(property.Name)}");
                shape.Properties.Add(new ShapeProperty(property.Name, child, required.Remove(property.Name)));
            }
        }

        foreach (var name in required)
            shape.Properties.Add(new ShapeProperty(name, new TypeShape { Pointer = pointer, Finished = true }, true));
        if (schema.TryGetProperty("additionalProperties", out var additional))
        {
            shape.Closed = additional.ValueKind == JsonValueKind.False && !schema.TryGetProperty("patternProperties", out _);
            if (additional.ValueKind == JsonValueKind.Object)
                shape.Additional = At(additional, pointer + "/additionalProperties");
        }

        if (shape.Additional is null && schema.TryGetProperty("patternProperties", out var patterns) && patterns.ValueKind == JsonValueKind.Object)
        {
            foreach (var pattern in patterns.EnumerateObject().Take(1))
                shape.Additional = At(pattern.Value, $"{pointer}/patternProperties/{JsonPointerText.Escape(pattern.Name)}");
        }

        if (schema.TryGetProperty("unevaluatedProperties", out var unevaluated) && unevaluated.ValueKind == JsonValueKind.False)
            shape.Closed |= !schema.TryGetProperty("patternProperties", out _) && !schema.TryGetProperty("anyOf", out _) && !schema.TryGetProperty("if", out _);
    }

    private void ReadArray(TypeShape shape, JsonElement schema, string pointer)
    {
        if (schema.TryGetProperty("prefixItems", out var prefix) && prefix.ValueKind == JsonValueKind.Array)
            shape.Prefix = [.. prefix.EnumerateArray().Select((item, index) => At(item, $"{pointer}/prefixItems/{index}"))];
        if (!schema.TryGetProperty("items", out var items))
            return;
        if (items.ValueKind == JsonValueKind.Array)
            shape.Prefix = [.. items.EnumerateArray().Select((item, index) => At(item, $"{pointer}/items/{index}"))];
        else if (items.ValueKind != JsonValueKind.False)
            shape.Items = At(items, pointer + "/items");
    }

    /// <summary>Merges the target of a reference and the branches of <c>allOf</c> into the shape.</summary>
    private void ReadParts(TypeShape shape, JsonElement schema, string pointer)
    {
        foreach (var keyword in (ReadOnlySpan<string>)["$ref", "$dynamicRef", "$recursiveRef"])
        {
            if (Text(schema, keyword) is not { } reference)
                continue;
            if (!_references.TryResolve(reference, out var target, out var targetPointer))
                continue;
            var part = At(target, targetPointer);
            part.Name ??= SchemaReferences.NameOf(reference);
            if (part.Finished && !IsAlone(schema, keyword))
                _merger.MergeInto(shape, part);
            else if (part != shape)
                shape.Alternatives = [part];
        }

        if (!schema.TryGetProperty("allOf", out var allOf) || allOf.ValueKind != JsonValueKind.Array)
            return;
        var index = 0;
        foreach (var branch in allOf.EnumerateArray())
        {
            var part = At(branch, $"{pointer}/allOf/{index++}");
            if (part.Finished)
                _merger.MergeInto(shape, part);
        }
    }

    private void ReadAlternatives(TypeShape shape, JsonElement schema, string pointer)
    {
        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            if (!schema.TryGetProperty(keyword, out var branches) || branches.ValueKind != JsonValueKind.Array)
                continue;
            var alternatives = branches.EnumerateArray().Select((branch, index) => At(branch, $"{pointer}/{keyword}/{index}")).ToList();
            _merger.Distribute(shape, alternatives);
        }
    }

    /// <summary>Whether nothing beside a reference says anything about the value.</summary>
    private static bool IsAlone(JsonElement schema, string keyword) => schema.EnumerateObject().All(member => member.Name == keyword
        || member.Name is "$defs" or "definitions" or "$id" or "$schema" or "$comment" or "description" or "title" or "default" or "examples"
        || member.Name.StartsWith("x-", StringComparison.Ordinal));

    private static Dictionary<string, string> OptionDescriptions(JsonElement schema)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (schema.TryGetProperty("x-enum-descriptions", out var words) && words.ValueKind == JsonValueKind.Object)
        {
            foreach (var word in words.EnumerateObject().Where(word => word.Value.ValueKind == JsonValueKind.String))
                found[word.Name] = word.Value.GetString()!;
        }

        return found;
    }

    private static string? Text(JsonElement schema, string name)
        => schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
