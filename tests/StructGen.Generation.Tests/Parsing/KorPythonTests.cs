using System.Text.Json;
using StructGen.Generation.Parsing;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>
/// Compat reading against <c>tests/data/kor-python.jsonl</c>: a thousand random texts with what Python 3.11's own <c>html.parser</c> and
/// <c>json</c> make of them under the rules of kor.md §2.6–2.7 (root id <c>r</c>).
/// </summary>
public sealed class KorPythonTests
{
    [Fact]
    public void ParseCompat_RandomTexts_AgreesWithPython()
    {
        var source = PromptSource.FromSpec(JsonElement.Parse("""{"id": "r", "attributes": [{"id": "a", "$type": "Text"}]}"""));
        var different = new List<string>();
        foreach (var line in File.ReadLines(FindFile()))
        {
            var example = JsonElement.Parse(line);
            var options = new PromptOptions { Compat = true, Encoder = example.GetProperty("e").GetString(), UseTags = false };
            var parsed = AnswerParser.Parse(example.GetProperty("raw").GetString()!, source, options);
            if (!JsonElement.DeepEquals(parsed.Data!.Value, example.GetProperty("data")) || parsed.Errors.Count != example.GetProperty("errors").GetInt32())
                different.Add($"{line} was read as {parsed.Data} with {parsed.Errors.Count} errors");
        }

        Assert.Empty(different);
    }

    private static string FindFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StructGen.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "tests", "data", "kor-python.jsonl");
    }
}
