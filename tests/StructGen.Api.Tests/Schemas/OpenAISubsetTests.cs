using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Api.Schemas;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Schemas;

/// <summary>What OpenAI documents of its strict schemas.</summary>
public sealed class OpenAISubsetTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Good = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {"a": {"type": ["string", "null"], "pattern": "x", "format": "date"},
        "b": {"type": "array", "items": {"$ref": "#/$defs/c"}, "minItems": 1, "maxItems": 2}, "d": {"anyOf": [{"type": "number", "multipleOf": 2, "minimum": 0, "exclusiveMaximum": 9}, {"const": "x"}]}},
        "required": ["a", "b", "d"], "additionalProperties": false, "$defs": {"c": {"type": "object", "properties": {"c": {"anyOf": [{"$ref": "#/$defs/c"}, {"type": "null"}]}}, "required": ["c"], "additionalProperties": false}}}
        """;

    [Fact]
    public void Check_WhatIsDocumented_IsTaken() => Assert.Empty(OpenAISubset.Check(JsonElement.Parse(Good)));

    [Theory]
    [InlineData("""{"type": "array", "items": {"type": "string"}}""", "", "type")]
    [InlineData("true", "", "type")]
    [InlineData("""{"type": "object", "additionalProperties": false, "anyOf": [{"type": "object", "additionalProperties": false}]}""", "", "anyOf")]
    [InlineData("""{"type": "object", "properties": {}}""", "", "additionalProperties")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false}""", "", "required")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "object"}}, "required": ["a"], "additionalProperties": false}""", "/properties/a", "additionalProperties")]
    [InlineData("""{"type": "object", "properties": {"a": true}, "required": ["a"], "additionalProperties": false}""", "/properties/a", "")]
    [InlineData("""{"type": "object", "properties": {"a": {"allOf": []}}, "required": ["a"], "additionalProperties": false}""", "/properties/a", "allOf")]
    [InlineData("""{"type": "object", "properties": {"a": {"not": {}}}, "required": ["a"], "additionalProperties": false}""", "/properties/a", "not")]
    [InlineData("""{"type": "object", "properties": {"a/b": {"if": {}}}, "required": ["a/b"], "additionalProperties": false}""", "/properties/a~1b", "if")]
    [InlineData("""{"type": "object", "properties": {}, "additionalProperties": false, "dependentRequired": {}}""", "", "dependentRequired")]
    [InlineData("""{"type": "object", "properties": {}, "additionalProperties": false, "dependentSchemas": {}}""", "", "dependentSchemas")]
    [InlineData("""{"type": "object", "properties": {}, "additionalProperties": false, "$defs": {"a": {"type": "array", "items": {"oneOf": []}}}}""", "/$defs/a/items", "oneOf")]
    public void Check_WhatIsNot_IsAFaultAtItsPlace(string schema, string pointer, string keyword)
        => Assert.Equal((pointer, keyword), OpenAISubset.Check(JsonElement.Parse(schema)).Select(fault => (fault.Pointer, fault.Keyword!)).First());

    [Fact]
    public void Check_Bounds_AreExact()
    {
        Assert.Empty(OpenAISubset.Check(Properties(5000)));
        Assert.Contains("5001 properties", Assert.Single(OpenAISubset.Check(Properties(5001))).Message, StringComparison.Ordinal);
        Assert.Empty(OpenAISubset.Check(Nested(10)));
        Assert.Contains("10 levels", Assert.Single(OpenAISubset.Check(Nested(11))).Message, StringComparison.Ordinal);
        Assert.Empty(OpenAISubset.Check(Values(1000, 1)));
        Assert.Contains("1001 values", Assert.Single(OpenAISubset.Check(Values(1001, 1))).Message, StringComparison.Ordinal);
        Assert.Empty(OpenAISubset.Check(Values(250, 400)));
        Assert.Contains("15000 characters", Assert.Single(OpenAISubset.Check(Values(251, 60))).Message, StringComparison.Ordinal);
        Assert.Contains("120000", Assert.Single(OpenAISubset.Check(Values(250, 480))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheServiceTellsItBesideItsOwnReport()
    {
        var plain = await ProblemAssert.OkAsync(await fixture.Service.PostAsync("/v1/schemas/check", Good));
        Assert.False(plain.TryGetProperty("dialect", out _));
        var good = await ProblemAssert.OkAsync(await fixture.Service.PostAsync("/v1/schemas/check?dialect=openai", Good));
        Assert.True(good.GetProperty("dialect").GetProperty("accepted").GetBoolean());
        var bad = await ProblemAssert.OkAsync(await fixture.Service.PostAsync("/v1/schemas/check?dialect=openai", """{"type": "object"}"""));
        Assert.False(bad.GetProperty("dialect").GetProperty("accepted").GetBoolean());
        Assert.Equal("additionalProperties", bad.GetProperty("dialect").GetProperty("errors")[0].GetProperty("keyword").GetString());
        await ProblemAssert.IsAsync(await fixture.Service.PostAsync("/v1/schemas/check?dialect=latin", Good), 400, "malformed-request");
    }

    private static JsonElement Properties(int count)
    {
        var names = Enumerable.Range(0, count).Select(number => $"p{number}").ToList();
        return Object(new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["type"] = "string" }))), names);
    }

    private static JsonElement Nested(int levels)
    {
        JsonNode inner = new JsonObject { ["type"] = "string" };
        for (var level = 1; level < levels; level++) inner = new JsonObject { ["type"] = "array", ["items"] = inner };
        return Object(new JsonObject { ["a"] = inner }, ["a"]);
    }

    // The name of the property is one letter too.
    private static JsonElement Values(int count, int letters)
        => Object(new JsonObject { ["a"] = new JsonObject { ["enum"] = new JsonArray([.. Enumerable.Range(0, count).Select(number => (JsonNode)$"{number}".PadLeft(letters, 'x'))]) } }, ["a"]);

    private static JsonElement Object(JsonObject properties, IEnumerable<string> required)
        => JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]),
            ["additionalProperties"] = false,
        });
}
