using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Compatibility;
using StructGen.Generation.Compiling;
using StructGen.Generation.Requests;
using StructGen.Generation.Tests.Pipeline;

namespace StructGen.Generation.Tests.Compatibility;

public sealed class SchemaComparerTests
{
    private static readonly SchemaComparer Comparer = new(new CompileQueue(new GenerationLimits()), TimeProvider.System);

    [Theory]
    [InlineData("""{"type":"integer"}""", """{"type":"number"}""", true, false)]
    [InlineData("""{"type":["string","null"]}""", """{"type":"string"}""", false, true)]
    [InlineData("""{"type":"string","maxLength":5}""", """{"type":"string","pattern":"^.{0,5}$"}""", false, true)]
    [InlineData("""{"type":"string","maxLength":5}""", """{"type":"string","pattern":"^[\\s\\S]{0,5}$"}""", true, true)]
    [InlineData("""{"enum":["a","b"]}""", """{"enum":["b","a","c"]}""", true, false)]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"type":"string"},"b":{"type":"string"}}}""", false, true)]
    [InlineData("""{"properties":{"a":{"type":"string"}},"additionalProperties":false}""", """{"properties":{"a":{"type":"string"},"b":{"type":"string"}},"additionalProperties":false}""", true, false)]
    [InlineData("""{"type":"object","required":["a"]}""", """{"type":"object","required":["a","b"]}""", false, true)]
    [InlineData("""{"$defs":{"x":{"type":"string"}},"$ref":"#/$defs/x"}""", """{"$defs":{"y":{"type":"string"}},"$ref":"#/$defs/y"}""", true, true)]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", """{"type":["integer","string"]}""", true, true)]
    [InlineData("""{"type":"integer","minimum":0,"maximum":9}""", """{"enum":[0,1,2,3,4,5,6,7,8,9]}""", true, true)]
    [InlineData("""{"type":"integer","multipleOf":6}""", """{"type":"integer","multipleOf":3}""", true, false)]
    [InlineData("""{"if":{"type":"string"},"then":{"minLength":2},"else":{"type":"null"}}""", """{"anyOf":[{"type":"string","minLength":2},{"type":"null"}]}""", true, true)]
    [InlineData("""{"oneOf":[{"type":"integer"},{"minimum":2}]}""", """{"anyOf":[{"type":"integer"},{"minimum":2}]}""", true, false)]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", """{"type":"array","items":{"type":"integer"},"uniqueItems":true}""", false, true)]
    [InlineData("""{"format":"date"}""", """{}""", true, false)]
    [InlineData("""{"title":"a","type":"null"}""", """{"title":"b","type":"null"}""", true, true)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","maximum":5,"exclusiveMaximum":true}""", """{"exclusiveMaximum":5}""", true, true)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}],"additionalItems":false}""", """{"prefixItems":[{"type":"string"}],"items":false}""", true, true)]
    [InlineData("true", """{"type":"string"}""", false, true)]
    public async Task CompareAsync_Pair_IsDecided(string old, string now, bool backward, bool forward)
    {
        var difference = await CompareAsync(old, now);
        Assert.Equal((backward, forward), (difference.Backward.Compatible, difference.Forward.Compatible));
        Check(difference.Backward, old, now);
        Check(difference.Forward, now, old);
    }

    [Fact]
    public async Task CompareAsync_SameIdOnBothSides_EachKeepsItsOwnDefinitions()
    {
        const string Old = """{"$id":"https://example.com/s","properties":{"a":{"$ref":"https://example.com/s#/$defs/x"},"b":{"$ref":"n"}},"$defs":{"x":{"type":"integer"},"n":{"$id":"n","type":"null"}}}""";
        var same = await CompareAsync(Old, Old.Replace("\"properties\"", "\"title\":\"t\",\"properties\"", StringComparison.Ordinal));
        Assert.Equal((true, true), (same.Backward.Compatible, same.Forward.Compatible));
        var wider = await CompareAsync(Old, Old.Replace("integer", "number", StringComparison.Ordinal));
        Assert.Equal((true, false), (wider.Backward.Compatible, wider.Forward.Compatible));
        var found = Assert.Single(wider.Forward.Breaks);
        Assert.Equal(("/$defs/x", "type"), (found.Pointer, found.Keyword));
        var other = await CompareAsync(Old, Old.Replace("null", "boolean", StringComparison.Ordinal));
        Assert.Equal((false, false), (other.Backward.Compatible, other.Forward.Compatible));
    }

    [Fact]
    public async Task CompareAsync_Recursion_IsDecided()
    {
        const string Tree = """{"type":"object","properties":{"v":{"type":"integer"},"kids":{"type":"array","items":{"$ref":"#"}}},"required":["v"],"additionalProperties":false}""";
        var difference = await CompareAsync(Tree, Tree.Replace("\"type\":\"integer\"", "\"type\":\"integer\",\"minimum\":0", StringComparison.Ordinal));
        Assert.Equal((false, true), (difference.Backward.Compatible, difference.Forward.Compatible));
        var found = Assert.Single(difference.Backward.Breaks);
        Assert.Equal(("/properties/v", "minimum"), (found.Pointer, found.Keyword));
        Assert.Contains("/v", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompareAsync_SeveralChanges_BlamesEachThatBreaksAndNoOther()
    {
        const string Old = """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"note":{"type":"string","maxLength":9}},"required":["name"]}""";
        const string New = """{"type":"object","properties":{"name":{"type":"string","minLength":2},"age":{"type":"integer"},"note":{"type":"string","maxLength":20}},"required":["age","name"]}""";
        var difference = await CompareAsync(Old, New);
        Assert.Equal([("", "required"), ("/properties/name", "minLength")], difference.Backward.Breaks.Select(found => (found.Pointer, found.Keyword)).Order());
        Assert.Equal([("/properties/note", "maxLength")], difference.Forward.Breaks.Select(found => (found.Pointer, found.Keyword)));
        Assert.Equal(3, difference.Changes.Count);
        var length = difference.Changes.Single(change => change.Keyword == "maxLength");
        Assert.Equal((SchemaChangeKind.Changed, 9, 20), (length.Kind, length.Before!.Value.GetInt32(), length.After!.Value.GetInt32()));
    }

    [Fact]
    public async Task CompareAsync_WhatTheEngineCannotExpress_StaysOpenWithAReason()
    {
        var difference = await CompareAsync("""{"type":"string"}""", """{"type":"string","pattern":"^(a|b)\\1$"}""");
        Assert.Null(difference.Backward.Compatible);
        Assert.NotEmpty(difference.Backward.Reason!);
        Assert.Empty(difference.Backward.Breaks);
    }

    /// <summary>Whoever takes a demand away loses no instance: for every place and keyword of the schemas that ship with the program.</summary>
    [Theory]
    [InlineData("contact")]
    [InlineData("event")]
    [InlineData("recipe")]
    [InlineData("support-ticket")]
    public async Task CompareAsync_KeywordRemoved_IsBackwardCompatible(string name)
    {
        var schema = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(Root(), "schemas", name + ".schema.json")));
        var removals = SchemaChanges.Between(schema, Loosen(schema));
        Assert.NotEmpty(removals);
        foreach (var removal in removals)
        {
            var looser = SchemaChanges.Apply(schema, removal);
            var difference = await Comparer.CompareAsync(schema, looser, TestContext.Current.CancellationToken);
            Assert.True(difference.Backward.Compatible, $"{removal.Pointer} {removal.Keyword}: {difference.Backward.Reason}");
            Assert.NotNull(difference.Forward.Compatible);
            Check(difference.Forward, looser.GetRawText(), schema.GetRawText());
        }
    }

    private static Task<SchemaDifference> CompareAsync(string old, string now)
        => Comparer.CompareAsync(PipelineSetup.Json(old), PipelineSetup.Json(now), TestContext.Current.CancellationToken);

    /// <summary>A refusal has an example, and the example is what it says.</summary>
    private static void Check(CompatibilityVerdict verdict, string inner, string outer)
    {
        Assert.Equal(verdict.Compatible == false, verdict.Example is not null);
        Assert.Equal(verdict.Compatible == false, verdict.Breaks.Count > 0);
        foreach (var example in verdict.Breaks.Select(found => found.Example).Concat(verdict.Example is { } own ? [own] : []))
        {
            Assert.True(SchemaValidator.Create(PipelineSetup.Json(inner)).IsValid(example), $"{example} is not valid under {inner}");
            Assert.False(SchemaValidator.Create(PipelineSetup.Json(outer)).IsValid(example), $"{example} is valid under {outer}");
        }
    }

    /// <summary>The schema without its assertions on scalars, sizes and presence.</summary>
    private static JsonElement Loosen(JsonElement schema)
    {
        string[] demands = ["required", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "pattern", "format", "enum", "minItems", "maxItems", "uniqueItems"];
        var node = System.Text.Json.Nodes.JsonNode.Parse(schema.GetRawText())!;
        Strip(node);
        return JsonSerializer.SerializeToElement(node);

        void Strip(System.Text.Json.Nodes.JsonNode? place)
        {
            if (place is System.Text.Json.Nodes.JsonArray items)
            {
                foreach (var item in items) Strip(item);
            }
            else if (place is System.Text.Json.Nodes.JsonObject members)
            {
                foreach (var demand in demands.Where(demand => members[demand] is System.Text.Json.Nodes.JsonArray or System.Text.Json.Nodes.JsonValue)) members.Remove(demand);
                foreach (var (_, member) in members) Strip(member);
            }
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "StructGen.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
