using System.Text.Json;
using StructGen.Generation.Parsing;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>A megabyte of anything is read in seconds of processor time and never brings the process down.</summary>
[Collection(nameof(AloneCollection))]
public sealed class HostileAnswerTests
{
    private const int Size = 1_000_000;

    private static readonly JsonElement Schema = JsonElement.Parse("""
        {"$ref": "#/$defs/N", "$defs": {"N": {"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/N"}},
         {"type": "object", "properties": {"a": {"$ref": "#/$defs/N"}}}, {"type": "object", "properties": {"a": {"type": "array", "items": {"$ref": "#/$defs/N"}}}}, {"type": "integer"}]}}}
        """);

    public static TheoryData<string> Units => new(
        "[", "{", "{\"a\":", "[[", "\"", "'", "\\", "{\"a\": \"", "\",", "[\"", "`", "``` ", "```\n", "{ } ", "[1] ", "{a:1}", "<json>", "<think>", "</think>", "</think>{",
        "\u201C", "/*", "// ", "#", "{/*", "[,", "{,", ":", "a: ", "a:\n", "- ", "-\n", "  - a:\n", "? ", "&a ", "*a ", "!!a ", "|", "\"|", "|\n", "<a>", "</a>", "<a", "<a><b>", "<!--", "&lt;", "<![CDATA[",
        "\ud800", "\\ud800", "1", "[1,", "{\"a\": [", "\"\"\"", "\" \" ", "{\"a\": \"x\" ", "true", "{\"a\" \"b\" ", "\n", "\t", " ", "\uFEFF", "{{a: '", "} ] ", "a|", "a,", "a|b\n", "<a/>", "<x>1</x>", "x: 1\n", "{\"a\": 1}\n", "[1,\"x\"]");

    [Theory]
    [MemberData(nameof(Units))]
    public void Parse_MegabyteOfOneThing_EndsSoon(string unit)
    {
        var raw = string.Concat(Enumerable.Repeat(unit, Size / unit.Length));
        var table = JsonElement.Parse("""{"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}}""");
        foreach (var (encoding, schema) in new (AnswerEncoding, JsonElement?)[]
        {
            (AnswerEncoding.Json, null), (AnswerEncoding.Json, Schema), (AnswerEncoding.Yaml, Schema), (AnswerEncoding.Csv, table), (AnswerEncoding.Xml, Schema), (AnswerEncoding.Xml, table),
        })
        {
            var before = Environment.CpuUsage.TotalTime;
            AnswerParser.Parse(raw, new AnswerFormat(encoding), schema);
            var spent = Environment.CpuUsage.TotalTime - before;
            TestContext.Current.TestOutputHelper?.WriteLine($"{encoding} {spent.TotalMilliseconds:0} ms of '{unit}'");
            Assert.True(spent < TimeSpan.FromSeconds(10), $"{encoding} took {spent}");
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void ParseCompat_MegabyteOfOneThing_EndsSoon(string unit)
    {
        var raw = string.Concat(Enumerable.Repeat(unit, Size / unit.Length));
        var source = PromptSource.FromSpec(JsonElement.Parse("""{"id": "a", "attributes": [{"id": "b", "$type": "Text"}]}"""));
        foreach (var encoder in new[] { "json", "csv", "xml" })
        {
            var before = Environment.CpuUsage.TotalTime;
            AnswerParser.Parse(raw, source, new PromptOptions { Compat = true, Encoder = encoder, UseTags = false });
            var spent = Environment.CpuUsage.TotalTime - before;
            Assert.True(spent < TimeSpan.FromSeconds(10), $"{encoder} took {spent}");
        }
    }

    [Fact]
    public void Parse_DepthBeyondLimit_IsAnErrorNotACrash()
    {
        var raw = new string('[', 300) + new string(']', 300);
        Assert.Null(AnswerParser.Parse(raw, AnswerFormat.Json, null).Data is { ValueKind: JsonValueKind.Array } data && data.GetRawText().Length == 600 ? raw : null);
        var fine = new string('[', 250) + new string(']', 250);
        Assert.Equal(fine, AnswerParser.Parse(fine, AnswerFormat.Json, null).Data!.Value.GetRawText());
    }

    [Fact]
    public void Parse_RandomText_NeverThrows()
    {
        var pieces = new[] { "{", "}", "[", "]", "\"", "'", ":", ",", "a", "1", "-", ".", "\\", "\n", " ", "true", "null", "//", "/*", "*/", "#", "```", "<json>", "</json>", "<a>", "</a>", "|", "&", ";", "\u201C", "é", "😀", "\ud83d", "<think>", "</think>", "...", "=", "*x", "&x", "!", "%", "@" };
        var random = new Random(7);
        var formats = Enum.GetValues<AnswerEncoding>().Select(encoding => new AnswerFormat(encoding)).ToArray();
        var schema = JsonElement.Parse("""{"type": "object", "properties": {"a": {"type": ["integer", "null"]}, "b": {"enum": ["x", "y"]}}}""");
        for (var round = 0; round < 20_000; round++)
        {
            var raw = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var format in formats)
                AnswerParser.Parse(raw, format, schema);
            AnswerParser.Parse(raw, AnswerFormat.Json, null);
        }
    }
}
