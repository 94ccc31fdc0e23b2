using System.Text.Json;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>The steps of a reading are bounded per character, whatever the text.</summary>
public sealed class ReadingWorkTests
{
    private const int Size = 1_000_000;

    public static TheoryData<string> Units => new(
        "[", "{\"", "\"", "{\"a\":", "'", "[\"", "\",", "{\"a\": \"x\" ", "[1,\"x\"]", "{\"a\": 1}\n", "a: ", "\\", "} ] ", "{a:1}", "{\"a\": \"b, \"c\": ", "[[7], ", "(1, ", "\"a\": {\"b\": [", "/*", "\n\n", "x\" ");

    [Theory]
    [MemberData(nameof(Units))]
    public void Read_Megabyte_StepsAreBounded(string unit)
    {
        var shape = ShapeReader.Read(JsonElement.Parse("""
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "integer"}}}}, "c": {"type": "string"}}}
            """));
        var text = string.Concat(Enumerable.Repeat(unit, Size / unit.Length));
        foreach (var guide in new[] { shape, null })
        {
            var reader = new LeastCostReader(text, 0, text.Length, guide);
            reader.Read();
            Assert.InRange(reader.Work, 0, 60_000 + (8L * text.Length));
        }
    }

    [Fact]
    public void Read_NearDuplicates_StepsPerCharacterDoNotGrow()
    {
        var small = Work(200);
        var large = Work(20_000);
        Assert.True(large <= small * 1.5, $"{small:0.00} steps per character of a small text, {large:0.00} of a large one");
    }

    private static double Work(int count)
    {
        var rows = string.Join(",\n", Enumerable.Range(0, count).Select(row => $"{{\"id\": {row}, \"city\": \"Oslo\", 'pop': {row % 7}{(row % 50 == 0 ? "" : "}")}"));
        var text = "[" + rows;
        var shape = ShapeReader.Read(JsonElement.Parse("""{"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}, "city": {"type": "string"}, "pop": {"type": "integer"}}}}"""));
        var reader = new LeastCostReader(text, 0, text.Length, shape);
        Assert.NotEmpty(reader.Read());
        return (double)reader.Work / text.Length;
    }
}
