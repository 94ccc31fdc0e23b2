using System.Text;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Decoding;
using StructGen.Generation.Requests;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Decoding;

/// <summary>Loops and the limit under real masks: values end where they may, and what comes behind them is the model's again.</summary>
public sealed class ValueEndingTests
{
    private const string Contact = """
        {"type": "object", "properties": {"name": {"type": "string"}, "mail": {"type": "string", "format": "email"}, "born": {"type": "string", "format": "date"}, "age": {"type": "integer"}},
         "required": ["name", "mail", "born", "age"]}
        """;

    private const string People = """
        {"type": "object", "properties": {"people": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}}, "city": {"type": "string"}},
         "required": ["people", "city"]}
        """;

    [Fact]
    public async Task Decode_TextLoops_EndsItAndGoesOnBehindIt()
    {
        var answer = await Decode(Contact, """{"name": "Ann", "mail": "a@""" + Repeat("0", 3000) + "\"}", maxTokens: 900, rest: """, "born": "1999-04-01", "age": 41}""");

        var data = JsonDocument.Parse(answer.Text).RootElement;
        Assert.Equal(DecodedAnswer.Stop, answer.FinishReason);
        Assert.Single(answer.Repetitions);
        Assert.Equal(("Ann", "1999-04-01", 41), (data.GetProperty("name").GetString(), data.GetProperty("born").GetString(), data.GetProperty("age").GetInt32()));
        Assert.InRange(answer.Usage.CompletionTokens, 250, 450);
        Assert.False(answer.ClosedByBudget);
        Assert.True(SchemaValidator.Create(Json(Contact)).IsValid(data));
    }

    [Fact]
    public async Task Decode_ItemsLoop_ClosesTheListAndGoesOnBehindIt()
    {
        var answer = await Decode(People, """{"people": [""" + Repeat("""{"name": "Ann"}, """, 200), maxTokens: 2000, rest: """, "city": "Rome"}""");

        var data = JsonDocument.Parse(answer.Text).RootElement;
        Assert.Single(answer.Repetitions);
        Assert.Equal("Rome", data.GetProperty("city").GetString());
        Assert.InRange(data.GetProperty("people").GetArrayLength(), 8, 40);
    }

    [Fact]
    public async Task Decode_LoopsAgainAndAgain_EndsTheAnswerAfterTheThird()
    {
        var answer = await Decode("""{"type": "array", "items": {"type": "string"}}""", "[" + Repeat("\"" + Repeat("0", 3000) + "\", ", 10), maxTokens: 4000, rest: null);

        Assert.Equal(3, answer.Repetitions.Count);
        Assert.Equal(DecodedAnswer.Stop, answer.FinishReason);
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(answer.Text).RootElement.ValueKind);
        Assert.InRange(answer.Usage.CompletionTokens, 700, 1000);
    }

    [Theory]
    [InlineData("name: Ann\nmail: \"a@")]
    [InlineData("name: ")]
    public async Task Decode_YamlLoops_ComesToAValidEnd(string head)
    {
        var model = FakeTokenModel.Writing(head + Repeat("0", 3000));
        var constraint = new ConstraintCompiler(model.Vocabulary).Compile(Json(Contact), ConstraintOptions.Default with { CloseObjects = true, PlainNumbers = true, Surface = ConstraintSurface.Yaml });
        var answer = await new TokenDecoder(model).DecodeAsync(new DecodingRequest { Prompt = new[] { 65 }, Matcher = constraint.CreateMatcher(), Sampling = new SamplingOptions { MaxTokens = 1500 } });

        Assert.NotEmpty(answer.Repetitions);
        Assert.InRange(answer.Usage.CompletionTokens, 250, 1400);
        Assert.True(SchemaValidator.Create(Json(Contact)).IsValid(StructGen.Generation.Parsing.AnswerParser.Parse(answer.Text, StructGen.Generation.Parsing.AnswerFormat.Yaml, Json(Contact)).Data!.Value), answer.Text);
    }

    [Fact]
    public async Task Decode_GuardOff_WritesToTheLimit()
    {
        var answer = await Decode(Contact, """{"name": "Ann", "mail": "a@""" + Repeat("0", 3000) + "\"}", maxTokens: 900, rest: null, guard: false);

        Assert.Empty(answer.Repetitions);
        Assert.Equal((DecodedAnswer.Length, true), (answer.FinishReason, answer.ClosedByBudget));
    }

    [Fact]
    public async Task Decode_WithoutConstraint_StopsTheText()
    {
        var model = FakeTokenModel.Writing("so " + Repeat("on and ", 500));
        var answer = await new TokenDecoder(model).DecodeAsync(new DecodingRequest { Prompt = new[] { 65 }, Sampling = new SamplingOptions { MaxTokens = 3000 } });

        Assert.Single(answer.Repetitions);
        Assert.InRange(answer.Text.Length, 500, 600);
        Assert.Equal(DecodedAnswer.Length, answer.FinishReason);
    }

    [Fact]
    public async Task Decode_LimitNear_TheModelChoosesAmongTheShortest()
    {
        // It wants 2024; the mask of the ending leaves it the digits.
        var model = FakeTokenModel.Writing("{\"name\": \"" + Repeat("long ", 100), "2024", "-0");
        var answer = await Run(model, Contact, maxTokens: 80);

        var data = JsonDocument.Parse(answer.Text).RootElement;
        Assert.True(answer.ClosedByBudget);
        Assert.NotNull(answer.ClosedFrom);
        Assert.DoesNotContain("\"0000", answer.Text);
        Assert.True(DateOnly.TryParseExact(data.GetProperty("born").GetString(), "yyyy-MM-dd", out _));
        Assert.True(SchemaValidator.Create(Json(Contact)).IsValid(data));
        Assert.InRange(answer.Usage.CompletionTokens, 1, 80);
    }

    [Fact]
    public async Task Decode_EveryLimit_ClosesWithinIt()
    {
        for (var limit = 50; limit < 120; limit += 3)
        {
            var answer = await Run(FakeTokenModel.Writing("{\"name\": \"" + Repeat("long ", 100), "},", "\",", "000"), Contact, limit);
            Assert.True(SchemaValidator.Create(Json(Contact)).IsValid(JsonDocument.Parse(answer.Text).RootElement), $"{limit}: {answer.Text}");
            Assert.InRange(answer.Usage.CompletionTokens, 1, limit);
        }
    }

    /// <summary>A model that writes a text and, once that has been left, another one from there on.</summary>
    private static Task<DecodedAnswer> Decode(string schema, string text, int maxTokens, string? rest, bool guard = true)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        var behind = Encoding.UTF8.GetBytes(rest ?? "");
        var model = new FakeTokenModel((fake, answer, logits) =>
        {
            byte[] written = [.. answer.SelectMany(token => fake.Vocabulary.GetBytes(token).ToArray())];
            logits.Clear();
            if (wanted.AsSpan().StartsWith(written))
            {
                if (written.Length < wanted.Length) logits[wanted[written.Length]] = 10;
                return;
            }

            for (var length = Math.Min(behind.Length, written.Length); length >= 0; length--)
            {
                if (length == behind.Length) continue;
                if (!written.AsSpan().EndsWith(behind.AsSpan(0, length))) continue;
                logits[behind[length]] = 10;
                return;
            }

            // No other text is wished for: the first one again.
            if (rest is null) logits['0'] = 5;
        });
        return Run(model, schema, maxTokens, guard);
    }

    private static Task<DecodedAnswer> Run(FakeTokenModel model, string schema, int maxTokens, bool guard = true)
    {
        var constraint = new ConstraintCompiler(model.Vocabulary).Compile(Json(schema), ConstraintOptions.Default with { CloseObjects = true, PlainNumbers = true });
        return new TokenDecoder(model).DecodeAsync(new DecodingRequest
        {
            Prompt = new[] { 65 },
            Matcher = constraint.CreateMatcher(),
            Sampling = new SamplingOptions { MaxTokens = maxTokens, RepetitionGuard = guard },
        });
    }

    private static string Repeat(string unit, int times) => string.Concat(Enumerable.Repeat(unit, times));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
