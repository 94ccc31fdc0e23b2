using System.Text.Json;
using StructGen.Generation.Parsing;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Prompting.Shapes;
using StructGen.RepairBench.Runs;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>The texts of the bench's <c>steps</c> part, counted instead of timed.</summary>
public sealed class HostileTextTests
{
    private const int Length = 200_000;

    private static readonly JsonElement[] Schemas =
    [
        JsonElement.Parse("""{"type":"object","properties":{"name":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}}}}"""),
        JsonElement.Parse("""{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}}}}"""),
        JsonElement.Parse("""{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"}}}"""),
    ];

    public static TheoryData<string> Names => new(HostileTexts.All.Select(text => text.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_HostileText_TakesABoundedNumberOfStepsPerCharacter(string name)
    {
        var text = HostileTexts.All.Single(text => text.Name == name).Make(Length);
        foreach (var schema in Schemas)
        {
            var reader = new LeastCostReader(text, 0, text.Length, ShapeReader.Read(schema));
            reader.Read();
            Assert.True(reader.Work <= 100_000 + (8L * text.Length), $"{reader.Work} steps for {text.Length} characters");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_HostileText_AllocatesABoundedNumberOfBytesPerCharacter(string name)
    {
        var text = HostileTexts.All.Single(text => text.Name == name).Make(Length);
        foreach (var schema in Schemas)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            AnswerParser.Parse(text, AnswerFormat.Json, schema);
            var perCharacter = (GC.GetAllocatedBytesForCurrentThread() - before) / text.Length;
            Assert.True(perCharacter <= 2_000, $"{perCharacter} bytes per character");
        }
    }
}
