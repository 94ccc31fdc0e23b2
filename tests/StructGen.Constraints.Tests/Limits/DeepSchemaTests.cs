using System.Text.Json;
using StructGen.TestKit.Architecture;

namespace StructGen.Constraints.Tests.Limits;

/// <summary>Chains of 12,000 definitions through every applicator of every draft. They run on a thread with 1 MB of stack: an overflow ends the process and with it the test run.</summary>
public sealed class DeepSchemaTests
{
    private static readonly ConstraintLimits Limits = ConstraintLimits.Default with { CompileTime = TimeSpan.FromMinutes(2) };

    /// <summary>Where a chain is a conjunction, or goes through children, the answer is the right one; elsewhere it may pass a limit.</summary>
    private static readonly HashSet<string> Answered =
    [
        "$ref", "$ref alone", "$ref of draft 4", "$dynamicRef", "allOf", "properties", "additionalProperties", "items", "items of draft 7", "additionalItems", "patternProperties",
        "contentSchema", "then", "else", "dependentSchemas", "dependencies", "anyOf", "not", "not and type", "if", "prefixItems",
    ];

    private static Vocabulary Bytes() => new([.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), []], [256]);

    public static TheoryData<string> Applicators => [.. DeepSchemas.Applicators.Keys];

    [Theory]
    [MemberData(nameof(Applicators))]
    public void Compile_ChainOfTwelveThousand_AnswersOrNamesThePlace(string applicator) => DeepSchemas.OnSmallStack(() =>
    {
        var schema = DeepSchemas.Chain(applicator);
        var vocabulary = Bytes();
        foreach (var options in (ConstraintOptions[])[new() { Limits = Limits }, new() { Limits = Limits, Surface = ConstraintSurface.Yaml, Order = PropertyOrder.Any }])
        {
            try
            {
                var matcher = new ConstraintCompiler(vocabulary).Compile(schema, options).CreateMatcher();
                var mask = new ulong[5];
                var written = 0;
                for (; written < 64 && !matcher.CanEnd; written++)
                {
                    matcher.FillClosingMask(mask, matcher.MinBytesToEnd);
                    var token = Enumerable.Range(0, 256).First(token => (mask[token >> 6] >> (token & 63) & 1) != 0);
                    Assert.True(matcher.TryAccept(token));
                }

                Assert.True(matcher.CanEnd || written == 64);
            }
            catch (ConstraintLimitException exception)
            {
                Assert.DoesNotContain(applicator, Answered);
                Assert.All(exception.Errors, error => Assert.NotEqual("", error.Pointer));
            }
        }
    });

    [Theory]
    [MemberData(nameof(Applicators))]
    public void Validate_ChainOfTwelveThousand_Answers(string applicator) => DeepSchemas.OnSmallStack(() =>
    {
        var validator = SchemaValidator.Create(DeepSchemas.Chain(applicator));
        foreach (var text in (string[])["\"ab\"", "1", "null", "{\"a\": {\"a\": {}}, \"b\": 1}", "[[[1]], \"a\"]"])
        {
            var instance = JsonElement.Parse(text);
            var report = validator.Validate(instance);
            Assert.Equal(validator.IsValid(instance), report.IsValid);
        }

        Assert.True(applicator is not ("$ref" or "$ref alone" or "allOf" or "anyOf") || validator.IsValid(JsonElement.Parse("\"ab\"")));
        Assert.True(applicator is not ("$ref" or "$ref alone" or "allOf" or "$dynamicRef" or "$ref of draft 4" or "else") || !validator.IsValid(JsonElement.Parse("1")));
    });

    [Fact]
    public void Validate_DeepInstanceAndSchema_Answers() => DeepSchemas.OnSmallStack(() =>
    {
        const int depth = 20_000;
        var limits = ConstraintLimits.Default with { Depth = 2 * depth };
        var validator = SchemaValidator.Create(JsonElement.Parse("""{"items": {"$ref": "#"}, "uniqueItems": true}"""), new SchemaValidatorOptions { Limits = limits });
        var text = string.Concat(Enumerable.Repeat("[", depth)) + "1, 1" + new string(']', depth);
        var deep = JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 3 * depth });
        Assert.False(validator.IsValid(deep));
        Assert.Equal("uniqueItems", validator.Validate(deep).Errors[0].Keyword);
        Assert.False(SchemaValidator.Create(JsonElement.Parse("true")).Validate(deep).IsValid);
        var constant = JsonElement.Parse($"{{\"const\": {text}}}", new JsonDocumentOptions { MaxDepth = 3 * depth });
        Assert.True(SchemaValidator.Create(constant, new SchemaValidatorOptions { Limits = limits }).IsValid(deep));
        Assert.Throws<ConstraintLimitException>(() => SchemaValidator.Create(constant));
    });

    [Fact]
    public void Step_AnswerNestedAHundredThousandDeep_GoesOn() => DeepSchemas.OnSmallStack(() =>
    {
        var vocabulary = Bytes();
        foreach (var surface in Enum.GetValues<ConstraintSurface>())
        {
            var options = new ConstraintOptions { Limits = Limits, Surface = surface, Order = PropertyOrder.Any };
            var matcher = new ConstraintCompiler(vocabulary).Compile(JsonElement.Parse("""{"anyOf": [{"type": "array", "items": {"$ref": "#"}}, {"type": "integer"}]}"""), options).CreateMatcher();
            var opening = surface == ConstraintSurface.Yaml ? "- " : "[";
            for (var depth = 0; depth < 20_000; depth++)
                foreach (var value in opening) Assert.True(matcher.TryAccept(value));
            Assert.True(matcher.TryAccept('1'));
            Assert.Equal(surface == ConstraintSurface.Yaml, matcher.CanEnd);
            Assert.True(matcher.MinBytesToEnd >= 0);
        }
    });
}
