using System.Text.Json;
using StructGen.Generation.Parsing;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>The cases of <c>tests/data/reading-cases.jsonl</c>, made after public bug reports: the data that must come out, and how the text ends.</summary>
public sealed class ReadingCaseTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var line in File.ReadLines(TestFiles.Find("reading-cases.jsonl")))
                cases.Add(JsonElement.Parse(line).GetProperty("kind").GetString()!, line);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_Case_GivesTheData(string kind, string line)
    {
        var example = JsonElement.Parse(line);
        var schema = example.GetProperty("schema");
        var parsed = AnswerParser.Parse(example.GetProperty("raw").GetString()!, AnswerFormat.Json, schema.ValueKind == JsonValueKind.Null ? null : schema);
        var end = example.GetProperty("end").GetString()!;
        Assert.Equal(end is "cut" or "closers", parsed.Truncated);
        Assert.Equal(end == "closers", parsed.LacksOnlyClosers);
        Assert.Equal(end == "ambiguous", parsed.Ambiguous);
        if (end is "ambiguous" or "none")
        {
            Assert.Null(parsed.Data);
            Assert.NotEmpty(parsed.Errors);
        }
        else
        {
            Assert.True(JsonElement.DeepEquals(example.GetProperty("data"), parsed.Data!.Value), $"{kind}: {parsed.Data}");
        }
    }

    [Fact]
    public void Cases_AreThere() => Assert.True(Cases.Count >= 50);
}
