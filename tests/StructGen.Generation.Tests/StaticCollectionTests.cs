using System.Text;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.TestKit.Architecture;

namespace StructGen.Generation.Tests;

/// <summary>What lives as long as the process has a bound that no caller can pass.</summary>
[Collection(nameof(AloneCollection))]
public sealed class StaticCollectionTests
{
    /// <summary>Static collections that can grow, with the most entries that they may ever have.</summary>
    private static readonly Dictionary<string, (int Most, string Reason)> Bounds = new()
    {
        ["PatternArena.Known"] = (64, "The regular expressions that the formats of the specification are written in."),
        ["PatternArena.FormatTemplates"] = (20, "The formats of the specification; unknown names are not kept."),
    };

    [Fact]
    public void EveryStaticCollection_IsFixedOrHasABound()
    {
        Use(1);
        var before = All();
        for (var round = 2; round < 5; round++) Use(round);
        var after = All();
        Assert.Equal(before.Keys, after.Keys);
        foreach (var (name, count) in after)
        {
            if (Bounds.TryGetValue(name, out var bound)) Assert.InRange(count, 0, bound.Most);
            else Assert.True(count == before[name], $"{name} has grown from {before[name]} to {count}: give it a bound, and say here which.");
        }

        Assert.Empty(Bounds.Keys.Except(after.Keys));
    }

    [Fact]
    public void UnknownFormats_FiftySchemasOfThousands_LeaveNothingBehind()
    {
        long afterFifth = 0;
        for (var round = 1; round <= 50; round++)
        {
            Formats(round, 2_000);
            if (round == 5) afterFifth = GC.GetTotalMemory(forceFullCollection: true);
        }

        var afterLast = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(afterLast <= afterFifth * 1.05, $"{afterFifth} bytes after the fifth schema, {afterLast} after the fiftieth");
    }

    private static IReadOnlyDictionary<string, int> All() => StaticCollections.Of([typeof(ConstraintCompiler).Assembly, typeof(StructGenOptions).Assembly]);

    /// <summary>Asks for much that a cache might keep: every format of the specification, and names, patterns and numbers that differ each time.</summary>
    private static void Use(int round)
    {
        Formats(round, 200);
        foreach (var format in (string[])["date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex"])
        {
            var schema = JsonElement.Parse($$$"""{"type": "object", "properties": {"a{{{round}}}": {"format": "{{{format}}}", "pattern": "x{{{round}}}"}, "n": {"multipleOf": {{{round}}}, "minimum": 1e30{{{round}}} } } }""");
            new ConstraintCompiler(new Vocabulary([[(byte)'a'], []], [1])).Compile(schema, new ConstraintOptions { Lenient = true });
            SchemaValidator.Create(schema).Validate(JsonElement.Parse($$"""{"a{{round}}": "x", "n": 12}"""));
        }
    }

    private static void Formats(int round, int count)
    {
        var text = new StringBuilder("{\"properties\": {");
        for (var i = 0; i < count; i++) text.Append(i > 0 ? ", " : "").Append($"\"p{i}\": {{\"format\": \"unknown-{round}-{i}\"}}");
        var schema = JsonElement.Parse(text.Append("}}").ToString());
        new ConstraintCompiler(new Vocabulary([[(byte)'a'], []], [1])).Compile(schema);
        SchemaValidator.Create(schema).IsValid(JsonElement.Parse("""{"p0": "x"}"""));
    }
}
