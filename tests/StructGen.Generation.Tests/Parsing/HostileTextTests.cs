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
            // A step allocates a reading and what it shares with others, up to a kilobyte; steps per character are bounded above, so this is linear.
            var (half, whole) = (AllocatedPerCharacter(text[..(Length / 2)], schema), AllocatedPerCharacter(text, schema));
            Assert.True(whole <= 8_000, $"{whole} bytes per character");
            Assert.True(whole <= 1_000 + (2 * half), $"{half} bytes per character of half the text, {whole} of all of it");
        }
    }

    private static long AllocatedPerCharacter(string text, JsonElement schema)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        AnswerParser.Parse(text, AnswerFormat.Json, schema);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / text.Length;
    }
}
