using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Absence;
using StructGen.Generation.Compatibility;
using StructGen.Generation.Parsing;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Streaming;
using StructGen.Generation.Tools;
using StructGen.Generation.Validation;
using StructGen.TestKit.Architecture;

namespace StructGen.Generation.Tests;

/// <summary>Chains of 12,000 definitions through every applicator of every draft, on a thread with 1 MB of stack: an overflow ends the process and with it the test run.</summary>
public sealed class DeepSchemaTests
{
    public static TheoryData<string> Applicators => [.. DeepSchemas.Applicators.Keys];

    /// <summary>Views whose time still grows with the square of a chain: long enough to end the stack of an unguarded recursion, short enough for a test.</summary>
    private const int SquareLinks = 1_500;

    [Theory]
    [MemberData(nameof(Applicators))]
    public void Absence_LongChain_AnswersOrIsRefused(string applicator) => DeepSchemas.OnSmallStack(() => Ask(() =>
    {
        var schema = AnswerSchemas.Create(DeepSchemas.Chain(applicator, SquareLinks), isSpec: false);
        var plan = AbsencePlan.Create(schema, AbsencePolicy.Omit);
        plan?.Projection.Project(JsonElement.Parse("""{"a": {"a": null, "b": [1]}}"""));
        Assert.NotNull(schema.Validate(JsonElement.Parse("""{"a": 1}""")));
    }));

    [Theory]
    [MemberData(nameof(Applicators))]
    public void Prompt_ChainOfTwelveThousand_IsBounded(string applicator) => DeepSchemas.OnSmallStack(() =>
    {
        var source = PromptSource.FromSchema(DeepSchemas.Chain(applicator));
        foreach (var encoder in (string[])["json", "yaml", "csv", "xml"])
        {
            foreach (var compat in (bool[])[false, true])
            {
                Ask(() =>
                {
                    var options = new PromptOptions { Encoder = encoder, Descriptor = encoder == "yaml" ? "bullet_point" : "typescript", Compat = compat };
                    Assert.True(PromptBuilder.Build(source, "text", [], options).Text.Length < 1_000_000);
                    AnswerParser.Parse("""{"a": {"a": "1"}}""", source, options);
                });
            }
        }
    });

    [Theory]
    [MemberData(nameof(Applicators))]
    public void Coerce_ChainOfTwelveThousand_Answers(string applicator) => DeepSchemas.OnSmallStack(() =>
        Assert.NotNull(AnswerParser.Coerce(JsonElement.Parse("""{"a": {"a": "1", "b": [[1]]}}"""), DeepSchemas.Chain(applicator)).Data));

    [Theory]
    [MemberData(nameof(Applicators))]
    public void Growth_LongChain_Answers(string applicator) => DeepSchemas.OnSmallStack(() =>
    {
        var growth = GrowthSchema.Of(new SchemaMap(DeepSchemas.Chain(applicator, SquareLinks)));
        for (var depth = 0; depth < 50; depth++) growth = depth % 2 == 0 ? growth.Member("a") : growth.Item(0);
        Assert.NotNull(growth);
    });

    [Theory]
    [MemberData(nameof(Applicators))]
    public void Differences_LongChain_AreFound(string applicator) => DeepSchemas.OnSmallStack(() =>
    {
        var (old, now) = (DeepSchemas.Chain(applicator, SquareLinks), DeepSchemas.Chain(applicator, SquareLinks - 1));
        Assert.NotEmpty(SchemaChanges.Between(old, now));
        using var leaves = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        try
        {
            Assert.NotNull(SchemaInclusion.Decide(old, [now], leaves.Token));
        }
        catch (OperationCanceledException)
        {
            Assert.True(leaves.IsCancellationRequested);
        }
    });

    [Fact]
    public void EverythingOverDeepData_AnswersOrIsRefused() => DeepSchemas.OnSmallStack(() =>
    {
        var text = string.Concat(Enumerable.Repeat("[", 5_000)) + new string(']', 5_000);
        var deep = JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 10_000 });
        var schema = JsonElement.Parse("""{"items": {"$ref": "#"}}""");
        Ask(() => AnswerParser.Coerce(deep, schema));
        Assert.False(AnswerSchemas.Create(schema, isSpec: false).Validate(deep).Valid);
        foreach (var format in (string[])["json", "yaml", "xml", "csv"])
            Ask(() => AnswerParser.Parse(text, PromptSource.FromSchema(schema), new PromptOptions { Encoder = format }));
    });

    /// <summary>Asks; a typed refusal is an answer too.</summary>
    private static void Ask(Action ask)
    {
        try
        {
            ask();
        }
        catch (ConstraintException exception)
        {
            Assert.NotEmpty(exception.Errors);
        }
        catch (InexpressibleException exception)
        {
            Assert.NotEqual("", exception.Message);
        }
    }
}
