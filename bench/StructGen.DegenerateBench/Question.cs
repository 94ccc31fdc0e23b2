using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Generation.Tools;

namespace StructGen.DegenerateBench;

/// <summary>A question of the Berkeley Function Calling Leaderboard with its functions and what is right.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Input">The user's words.</param>
/// <param name="Tools">The functions.</param>
/// <param name="Answer">The function that is right, and for each argument the values that are; <c>""</c> among them: it may be left out.</param>
internal sealed record Question(string Id, string Input, IReadOnlyList<ToolDefinition> Tools, JsonElement Answer)
{
    /// <summary>The first questions of a part after a seeded shuffle.</summary>
    public static List<Question> Read(string folder, string part, int count, int seed)
    {
        var answers = Lines(Path.Combine(folder, $"{part}.answers.json.gz")).ToDictionary(line => line.GetProperty("id").GetString()!, line => line.GetProperty("ground_truth"));
        var lines = Lines(Path.Combine(folder, $"{part}.json.gz")).Where(line => answers.ContainsKey(line.GetProperty("id").GetString()!)).ToArray();
        new Random(seed).Shuffle(lines);
        return [.. lines.Take(count).Select(line => Read(line, answers))];
    }

    private static Question Read(JsonElement line, Dictionary<string, JsonElement> answers)
    {
        var id = line.GetProperty("id").GetString()!;
        var turns = line.GetProperty("question")[0].EnumerateArray().Where(turn => turn.GetProperty("role").ValueEquals("user")).Select(turn => turn.GetProperty("content").GetString());
        return new Question(id, string.Join('\n', turns), [.. line.GetProperty("function").EnumerateArray().Select(ReadTool)], answers[id][0]);
    }

    private static ToolDefinition ReadTool(JsonElement function) => new(
        function.GetProperty("name").GetString()!,
        function.GetProperty("description").GetString(),
        JsonSerializer.SerializeToElement(ToSchema(JsonNode.Parse(function.GetProperty("parameters").GetRawText())!)),
        Strict: false);

    /// <summary>The leaderboard's types are Python's.</summary>
    private static JsonNode? ToSchema(JsonNode? node)
    {
        if (node is JsonArray items) return new JsonArray([.. items.Select(ToSchema)]);
        if (node is not JsonObject schema) return node?.DeepClone();
        var result = new JsonObject();
        foreach (var (name, value) in schema)
        {
            if (name == "type" && value is JsonValue type && type.TryGetValue<string>(out var written))
            {
                if (Types.GetValueOrDefault(written, written) is { Length: > 0 } known) result[name] = known;
            }
            else if (name is not ("default" or "optional"))
            {
                result[name] = ToSchema(value);
            }
        }

        return result;
    }

    private static readonly Dictionary<string, string> Types = new() { ["dict"] = "object", ["float"] = "number", ["tuple"] = "array", ["any"] = "" };

    private static IEnumerable<JsonElement> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            if (line.Length > 0) yield return JsonDocument.Parse(line).RootElement;
    }
}
