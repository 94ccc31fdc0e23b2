using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StructGen.RepairBench.Texts;

/// <summary>Changes single values of a document.</summary>
internal static class JsonEdit
{
    public static JsonElement Replace(JsonElement data, IReadOnlyList<string> path, JsonNode? value)
    {
        if (path.Count == 0)
            return ToElement(value);
        var root = JsonNode.Parse(data.GetRawText())!;
        var parent = root;
        foreach (var step in path.Take(path.Count - 1))
            parent = Child(parent, step)!;
        if (parent is JsonArray list)
            list[int.Parse(path[^1], CultureInfo.InvariantCulture)] = value;
        else
            parent[path[^1]] = value;
        return ToElement(root);
    }

    public static JsonElement At(JsonElement data, IReadOnlyList<string> path) => path.Aggregate(data, (value, step)
        => value.ValueKind == JsonValueKind.Array ? value[int.Parse(step, CultureInfo.InvariantCulture)] : value.GetProperty(step));

    /// <summary>All scalars with their paths.</summary>
    public static IEnumerable<(string[] Path, JsonElement Value)> Leaves(JsonElement value, string[]? path = null)
    {
        path ??= [];
        return value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Leaves(member.Value, [.. path, Judging.SameJson.Name(member)])),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index)
                => Leaves(item, [.. path, index.ToString(CultureInfo.InvariantCulture)])),
            _ => [(path, value)],
        };
    }

    /// <summary>The same data with one leaf changed: another number, another word, another text.</summary>
    public static JsonElement Vary(JsonElement data, JsonElement schema, Random random)
    {
        var leaves = Leaves(data).Where(leaf => leaf.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            && !Documents.SchemaView.IsEnum(Documents.SchemaView.At(schema, leaf.Path))).ToArray();
        var (path, value) = leaves[random.Next(leaves.Length)];
        return Replace(data, path, value.ValueKind == JsonValueKind.Number
            ? JsonNode.Parse("9" + value.GetRawText().TrimStart('-'))
            : JsonValue.Create("not " + value.GetString()));
    }

    private static JsonNode? Child(JsonNode node, string step) => node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : node[step];

    private static JsonElement ToElement(JsonNode? node) => JsonElement.Parse(node?.ToJsonString(Relaxed) ?? "null");

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
