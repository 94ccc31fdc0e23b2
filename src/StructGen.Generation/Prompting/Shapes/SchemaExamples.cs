using System.Text.Json;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>The examples that a node of a schema carries: <c>x-examples: [{text, value}]</c> and <c>x-null-examples: [text]</c>.</summary>
internal static class SchemaExamples
{
    public static IReadOnlyList<ShapeExample> Read(JsonElement schema)
    {
        List<ShapeExample>? found = null;
        if (schema.TryGetProperty("x-examples", out var examples) && examples.ValueKind == JsonValueKind.Array)
        {
            foreach (var example in examples.EnumerateArray())
            {
                if (example.ValueKind != JsonValueKind.Object
                    || !example.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
                    continue;
                var value = example.TryGetProperty("value", out var given) || example.TryGetProperty("data", out given) ? given : (JsonElement?)null;
                (found ??= []).Add(new ShapeExample(text.GetString()!, value));
            }
        }

        if (schema.TryGetProperty("x-null-examples", out var nulls) && nulls.ValueKind == JsonValueKind.Array)
        {
            foreach (var text in nulls.EnumerateArray().Where(text => text.ValueKind == JsonValueKind.String))
                (found ??= []).Add(new ShapeExample(text.GetString()!, null));
        }

        return found ?? (IReadOnlyList<ShapeExample>)[];
    }
}
