using System.Text.Json;

namespace StructGen.RepairBench.Documents;

/// <summary>What the plain schemas of the bench say about a place: they use types, properties, items, additionalProperties and enum only.</summary>
internal static class SchemaView
{
    public static JsonElement At(JsonElement schema, IReadOnlyList<string> path)
    {
        foreach (var step in path)
        {
            schema = schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(step, out var member) ? member
                : schema.TryGetProperty("items", out var items) ? items
                : schema.GetProperty("additionalProperties");
        }

        return schema;
    }

    public static bool IsEnum(JsonElement schema) => schema.TryGetProperty("enum", out _);

    public static bool Is(JsonElement schema, string type)
        => schema.GetProperty("type") is var types && (types.ValueKind == JsonValueKind.String
            ? types.GetString() == type
            : types.EnumerateArray().Any(item => item.GetString() == type));

    /// <summary>Whether the schema has exactly this type, not a union with null.</summary>
    public static bool IsOnly(JsonElement schema, string type) => schema.GetProperty("type").ValueKind == JsonValueKind.String && Is(schema, type);

    public static IEnumerable<string> Names(JsonElement schema)
        => schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(member => member.Name) : [];

    public static bool Requires(JsonElement schema, string name)
        => schema.TryGetProperty("required", out var required) && required.EnumerateArray().Any(item => item.GetString() == name);
}
