using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace StructGen.Constraints.Tests.Validation;

/// <summary>Schemas and instances made to hurt: each is a quick clear error, or fine.</summary>
public sealed class HostileInputTests
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 100_000 };

    [Theory]
    [InlineData("{\"items\":", "}", 10_000)]
    [InlineData("{\"not\":", "}", 10_000)]
    [InlineData("{\"const\":[", "]}", 5_000)]
    [InlineData("{\"enum\":[{\"a\":", "}]}", 3_000)]
    [InlineData("{\"x-unknown\":[", "]}", 5_000)]
    public void Create_DeepNesting_IsALimitWithItsPlace(string open, string close, int depth)
    {
        using var document = JsonDocument.Parse(Repeat(open, depth) + "{}" + Repeat(close, depth), Deep);
        var error = Assert.Single(Assert.Throws<ConstraintLimitException>(() => SchemaValidator.Create(document.RootElement)).Errors);
        Assert.StartsWith("/" + open.Split('"')[1], error.Pointer, StringComparison.Ordinal);
        Assert.Contains("256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_TooManyBytes_IsALimit() => Assert.Throws<ConstraintLimitException>(() => SchemaValidator.Create(
        JsonElement.Parse("""{"description": "0123456789"}"""), new SchemaValidatorOptions { Limits = new ConstraintLimits { SchemaBytes = 20 } }));

    [Fact]
    public void Create_TooManySubschemas_IsALimit() => Assert.Throws<ConstraintLimitException>(() => SchemaValidator.Create(
        JsonElement.Parse($$"""{"anyOf": [{{string.Join(',', Enumerable.Repeat("{}", 200_001))}}]}""")));

    [Theory]
    [InlineData("allOf", false)]
    [InlineData("allOf", true)]
    [InlineData("anyOf", false)]
    [InlineData("oneOf", true)]
    public void Validate_FanOfReferences_CostsItsSizeNotItsPaths(string keyword, bool collects)
    {
        var definitions = Enumerable.Range(0, 40).Select(i => $$"""
            "d{{i}}": {"{{keyword}}": [{"$ref": "#/$defs/d{{i + 1}}"}, {"$ref": "#/$defs/d{{i + 1}}"}]}
            """);
        var schema = $$"""{"$ref": "#/$defs/d0", {{(collects ? "\"unevaluatedProperties\": false," : "")}} "$defs": { {{string.Join(',', definitions)}}, "d40": {"required": ["a"]} } }""";
        var validator = SchemaValidator.Create(JsonElement.Parse(schema));
        Quickly(() => validator.Validate(JsonElement.Parse("""{"b": 1}""")));
        Quickly(() => validator.IsValid(JsonElement.Parse("""{"a": 1}""")));
    }

    [Fact]
    public void Validate_FanThroughProperties_CostsItsSizeNotItsPaths()
    {
        var validator = SchemaValidator.Create(JsonElement.Parse("""
            {"$ref": "#/$defs/a", "$defs": {
              "a": {"anyOf": [{"properties": {"n": {"$ref": "#/$defs/b"}}, "required": ["x"]}, {"properties": {"n": {"$ref": "#/$defs/b"}}, "required": ["y"]}]},
              "b": {"anyOf": [{"properties": {"n": {"$ref": "#/$defs/a"}}, "required": ["x"]}, {"properties": {"n": {"$ref": "#/$defs/a"}}, "required": ["y"]}]}}}
            """));
        using var instance = JsonDocument.Parse(Repeat("{\"n\":", 200) + "1" + Repeat("}", 200), Deep);
        Quickly(() => validator.Validate(instance.RootElement));
    }

    [Fact]
    public void Create_LongChainOfReferences_IsFineOrALimit()
    {
        const int Length = 50_000;
        var definitions = Enumerable.Range(0, Length).Select(i => $$"""
            "d{{i}}": {"$ref": "#/$defs/d{{i + 1}}"}
            """);
        var schema = JsonElement.Parse($$"""{"$ref": "#/$defs/d0", "$defs": { {{string.Join(',', definitions)}}, "d{{Length}}": {"type": "null"} } }""");
        SchemaValidator? validator = null;
        Quickly(() => validator = SchemaValidator.Create(schema));
        try
        {
            Assert.True(validator!.IsValid(JsonElement.Parse("null")));
        }
        catch (ConstraintLimitException exception)
        {
            Assert.Contains("stack", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"$ref": "#"}""")]
    [InlineData("""{"allOf": [{"$ref": "#"}]}""")]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}""")]
    public void Validate_ReferenceToItself_SaysNothing(string schema) => Assert.True(SchemaValidator.Create(JsonElement.Parse(schema)).IsValid(JsonElement.Parse("1")));

    [Theory]
    [InlineData("""{"not": {"$ref": "#"}}""")]
    [InlineData("""{"anyOf": [{"type": "null"}, {"$ref": "#"}]}""")]
    [InlineData("""{"if": {"$ref": "#"}, "then": false}""")]
    public void Create_ContradictoryLoop_IsAnError(string schema) => Assert.Throws<InvalidSchemaException>(() => SchemaValidator.Create(JsonElement.Parse(schema)));

    [Fact]
    public void Validate_DynamicLoop_Ends() => Quickly(() => SchemaValidator.Create(JsonElement.Parse("""
        {"$id": "https://example.com/outer", "$dynamicAnchor": "x", "$ref": "inner",
         "$defs": {"inner": {"$id": "inner", "allOf": [{"$dynamicRef": "#x"}], "$defs": {"x": {"$dynamicAnchor": "x"}}}}}
        """)).Validate(JsonElement.Parse("1")));

    [Fact]
    public void Validate_DeepInstance_IsInvalidWithAReason()
    {
        using var instance = JsonDocument.Parse(Repeat("[", 10_000) + Repeat("]", 10_000), Deep);
        var validator = SchemaValidator.Create(JsonElement.Parse("""{"items": {"$ref": "#"}}"""));
        Assert.False(validator.IsValid(instance.RootElement));
        Assert.Contains("deeper than 256", Assert.Single(validator.Validate(instance.RootElement).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_UniqueItemsOfAHundredThousand_IsLinear()
    {
        var validator = SchemaValidator.Create(JsonElement.Parse("""{"uniqueItems": true}"""));
        var items = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $$"""{"a": {{i}}, "b": [{{i}}.0]}"""));
        Quickly(() => Assert.True(validator.IsValid(JsonElement.Parse($"[{items}]"))));
        Quickly(() => Assert.False(validator.IsValid(JsonElement.Parse($$"""[{{items}}, {"b": [7e0], "a": 7}]"""))));
    }

    [Fact]
    public void Validate_HugeNumbers_ComparedByValue()
    {
        var validator = SchemaValidator.Create(JsonElement.Parse("""{"type": "integer", "minimum": 1, "multipleOf": 5}"""));
        Quickly(() =>
        {
            Assert.True(validator.IsValid(JsonElement.Parse("1" + Repeat("0", 50_000))));
            Assert.True(validator.IsValid(JsonElement.Parse("1e1000000000")));
            Assert.False(validator.IsValid(JsonElement.Parse("1e-1000000000")));
            Assert.False(validator.IsValid(JsonElement.Parse(Repeat("7", 50_000))));
        });
    }

    [Fact]
    public void Validate_LoneSurrogates_AreOrdinaryText()
    {
        var validator = SchemaValidator.Create(JsonElement.Parse("""{"properties": {"\ud800": {"maxLength": 1}}, "additionalProperties": false}"""));
        Assert.True(validator.IsValid(JsonElement.Parse("""{"\ud800": "\udc00"}""")));
        Assert.Equal(2, validator.Validate(JsonElement.Parse("""{"\ud800": "\udc00\udc00", "\ud801": 1}""")).Errors.Count);
    }

    [Fact]
    public void Validate_DuplicateNames_LastWins()
    {
        var validator = SchemaValidator.Create(JsonElement.Parse("""{"properties": {"a": {"type": "null"}}, "maxProperties": 1}"""));
        Assert.True(validator.IsValid(JsonElement.Parse("""{"a": 1, "a": null}""")));
        Assert.False(validator.IsValid(JsonElement.Parse("""{"a": null, "a": 1}""")));
    }

    [Fact]
    public void Validate_AfterTheSchemasDocumentIsDisposed_StillAnswers()
    {
        var document = JsonDocument.Parse("""{"enum": ["a", {"b": 1}]}""");
        var validator = SchemaValidator.Create(document.RootElement);
        document.Dispose();
        Assert.Contains("{\"b\": 1}", Assert.Single(validator.Validate(JsonElement.Parse("2")).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ManyThreads_Agree()
    {
        var validator = SchemaValidator.Create(JsonElement.Parse("""{"type": "array", "items": {"type": "string", "pattern": "^(a|b)+\\d{2,9}$", "format": "hostname"}}"""));
        var valid = JsonElement.Parse("""["ab12", "b345", "a99"]""");
        var invalid = JsonElement.Parse("""["ab12", "b345", "c99"]""");
        Parallel.For(0, 500, _ =>
        {
            Assert.True(validator.IsValid(valid));
            Assert.Equal("/2", Assert.Single(validator.Validate(invalid).Errors).Pointer);
        });
    }

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static void Quickly(Action action)
    {
        // Generous for a loaded machine; what this guards against takes hours.
        var clock = Stopwatch.StartNew();
        action();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"Took {clock.Elapsed}.");
    }
}
