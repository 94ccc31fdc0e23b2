using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Nodes;

/// <summary>What the examples of each node may hold: one value or an array of them. Null means that it may not.</summary>
internal static class NodeValues
{
    /// <summary>Numbers; a text that is a number becomes one.</summary>
    public static JsonElement? Number(JsonElement value) => OneOrMany(value, item => item.ValueKind switch
    {
        JsonValueKind.Number => item,
        JsonValueKind.String when IsNumber(item.GetString()!.Trim()) => JsonText.Parse(item.GetString()!.Trim()),
        _ => null,
    });

    /// <summary>Texts.</summary>
    public static JsonElement? Text(JsonElement value) => OneOrMany(value, item => item.ValueKind == JsonValueKind.String ? item : null);

    /// <summary>Booleans.</summary>
    public static JsonElement? Bool(JsonElement value) => OneOrMany(value, item => item.ValueKind is JsonValueKind.True or JsonValueKind.False ? item : null);

    /// <summary>Objects.</summary>
    public static JsonElement? Object(JsonElement value) => OneOrMany(value, item => item.ValueKind == JsonValueKind.Object ? item : null);

    private static JsonElement? OneOrMany(JsonElement value, Func<JsonElement, JsonElement?> valueOf)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return valueOf(value);
        var items = new List<JsonElement>();
        foreach (var item in value.EnumerateArray())
        {
            if (valueOf(item) is not { } known)
                return null;
            items.Add(known);
        }

        return JsonText.Build(writer =>
        {
            writer.WriteStartArray();
            items.ForEach(item => item.WriteTo(writer));
            writer.WriteEndArray();
        });
    }

    private static bool IsNumber(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] == '-'))
            return false;
        try
        {
            return JsonText.Parse(text).ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
