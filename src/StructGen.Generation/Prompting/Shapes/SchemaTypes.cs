using System.Text.Json;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>The types a subschema speaks of: what <c>type</c> says, else what its literals or its other keywords imply.</summary>
internal static class SchemaTypes
{
    private static readonly string[] StringWords = ["pattern", "format", "minLength", "maxLength"];
    private static readonly string[] NumberWords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly string[] ObjectWords = ["properties", "required", "additionalProperties", "patternProperties", "minProperties", "maxProperties"];
    private static readonly string[] ArrayWords = ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"];

    public static ShapeTypes Read(JsonElement schema, TypeShape shape)
    {
        var types = Declared(schema);
        if (shape.Literals is { } literals)
        {
            var implied = literals.Aggregate(ShapeTypes.None, (sum, literal) => sum | Of(literal));
            return types == ShapeTypes.None ? implied : types & implied;
        }

        if (types == ShapeTypes.None)
            types = Implied(schema);
        if (types != ShapeTypes.None && schema.TryGetProperty("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True)
            types |= ShapeTypes.Null;
        return types == ShapeTypes.None ? ShapeTypes.Any : types;
    }

    /// <summary>The type of a value; a number without fraction is an integer as well.</summary>
    public static ShapeTypes Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => ShapeTypes.Null,
        JsonValueKind.True or JsonValueKind.False => ShapeTypes.Boolean,
        JsonValueKind.String => ShapeTypes.String,
        JsonValueKind.Object => ShapeTypes.Object,
        JsonValueKind.Array => ShapeTypes.Array,
        _ => value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? ShapeTypes.Number | ShapeTypes.Integer : ShapeTypes.Integer,
    };

    private static ShapeTypes Declared(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return ShapeTypes.None;
        return type.ValueKind switch
        {
            JsonValueKind.String => Named(type.GetString()!),
            JsonValueKind.Array => type.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String)
                .Aggregate(ShapeTypes.None, (sum, name) => sum | Named(name.GetString()!)),
            _ => ShapeTypes.None,
        };
    }

    private static ShapeTypes Named(string name) => name switch
    {
        "null" => ShapeTypes.Null,
        "boolean" => ShapeTypes.Boolean,
        "integer" => ShapeTypes.Integer,
        "number" => ShapeTypes.Number | ShapeTypes.Integer,
        "string" => ShapeTypes.String,
        "object" => ShapeTypes.Object,
        "array" => ShapeTypes.Array,
        _ => ShapeTypes.None,
    };

    private static ShapeTypes Implied(JsonElement schema)
    {
        bool Any(string[] words) => words.Any(word => schema.TryGetProperty(word, out _));
        var types = ShapeTypes.None;
        if (Any(ObjectWords))
            types |= ShapeTypes.Object;
        if (Any(ArrayWords))
            types |= ShapeTypes.Array;
        if (Any(StringWords))
            types |= ShapeTypes.String;
        if (Any(NumberWords))
            types |= ShapeTypes.Number | ShapeTypes.Integer;
        return types;
    }
}
