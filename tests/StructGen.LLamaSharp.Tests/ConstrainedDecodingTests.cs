using System.Diagnostics;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Decoding;
using StructGen.Generation.Requests;

namespace StructGen.LLamaSharp.Tests;

public sealed class ConstrainedDecodingTests(BundledModelFixture bundled) : IClassFixture<BundledModelFixture>
{
    private const string Type = "{\n order: integer\n customer: string\n items: Array<{\n  name: string\n  quantity: integer\n  price: number\n }>\n currency: \"EUR\" | \"USD\"\n}";
    private const string Text = "Order 4711 from Mia Chen, 3 chairs at 49.90 EUR";

    private static readonly JsonElement Schema = JsonDocument.Parse(
        """
        {
          "type": "object",
          "properties": {
            "order": {"type": "integer"},
            "customer": {"type": "string"},
            "items": {"type": "array", "maxItems": 1, "items": {
              "type": "object",
              "properties": {"name": {"type": "string"}, "quantity": {"type": "integer"}, "price": {"type": "number"}},
              "required": ["name", "quantity", "price"],
              "additionalProperties": false
            }},
            "currency": {"enum": ["EUR", "USD"]}
          },
          "required": ["order", "customer", "items", "currency"],
          "additionalProperties": false
        }
        """).RootElement;

    [Fact]
    public async Task Decode_WithTheEngine_GivesAValidAnswerWithTheRightFields()
    {
        var constraint = new ConstraintCompiler(bundled.Model.Vocabulary).Compile(Schema);
        for (var round = 0; round < 2; round++)
        {
            var watch = Stopwatch.StartNew();
            var answer = await Decode(constraint, maxTokens: null);
            Console.WriteLine($"{answer.Text}\n{answer.Usage}, {answer.ForcedTokens} forced, {answer.CachedPromptTokens} cached, {watch.ElapsedMilliseconds} ms");
            Assert.Equal(DecodedAnswer.Stop, answer.FinishReason);
            Assert.True(answer.ForcedTokens > 0);
            AssertValid(answer.Text);
            var data = JsonDocument.Parse(answer.Text).RootElement;
            Assert.Equal(4711, data.GetProperty("order").GetInt32());
            Assert.Equal("Mia Chen", data.GetProperty("customer").GetString());
            Assert.Equal("EUR", data.GetProperty("currency").GetString());
        }
    }

    [Fact]
    public async Task Decode_AnyLimit_GivesAValidAnswerOrSaysBeforehandThatItCannot()
    {
        var constraint = new ConstraintCompiler(bundled.Model.Vocabulary).Compile(Schema);
        var refused = 0;
        var closed = 0;
        foreach (var limit in (int[])[1, 8, 16, 20, 24, 28, 32, 40])
        {
            try
            {
                var answer = await Decode(constraint, limit);
                Console.WriteLine($"{limit}: {answer.FinishReason} {answer.Text}");
                AssertValid(answer.Text);
                Assert.InRange(answer.Usage.CompletionTokens, 1, limit);
                Assert.Equal(answer.FinishReason == DecodedAnswer.Length, answer.ClosedByBudget);
                closed += answer.ClosedByBudget ? 1 : 0;
            }
            catch (AnswerBudgetException exception)
            {
                Assert.True(exception.NeededTokens > limit);
                refused++;
            }
        }

        Assert.True(refused > 0);
        Assert.True(closed > 0);
    }

    private static void AssertValid(string text)
        => Assert.True(SchemaValidator.Create(Schema).Validate(JsonDocument.Parse(text).RootElement).IsValid, text);

    private Task<DecodedAnswer> Decode(CompiledConstraint constraint, int? maxTokens) => new TokenDecoder(bundled.Model).DecodeAsync(new DecodingRequest
    {
        Prompt = bundled.Model.TokenizeChat(BundledModelTests.Messages(Type, Text)),
        Matcher = constraint.CreateMatcher(),
        Sampling = new SamplingOptions { MaxTokens = maxTokens },
    });
}
