using StructGen.Constraints;
using StructGen.Generation.Decoding;
using StructGen.Generation.Requests;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Decoding;

public sealed class ConstrainedDecodingTests
{
    private static readonly int[] Prompt = [65];

    [Fact]
    public async Task Decode_ModelWantsSomethingElse_WritesAnAllowedText()
    {
        var answer = await Decode(FakeTokenModel.Writing("green"), ["red", "grey", "blue"]);
        Assert.Equal(("grey", DecodedAnswer.Stop), (answer.Text, answer.FinishReason));
    }

    [Theory]
    [InlineData("ab", "ab")]
    [InlineData("abc", "abc")]
    [InlineData("abx", "ab")]
    public async Task Decode_AnswerMayEndOrGoOn_TheModelDecides(string wanted, string expected)
        => Assert.Equal(expected, (await Decode(FakeTokenModel.Writing(wanted), ["ab", "abc"])).Text);

    [Fact]
    public async Task Decode_NothingMayFollow_EndsWithoutAskingTheModelAgain()
    {
        var model = FakeTokenModel.Writing("yes");
        var answer = await Decode(model, ["yes", "no"]);
        Assert.Equal("yes", answer.Text);
        Assert.Equal(1, model.Appends);
    }

    [Fact]
    public async Task Decode_ForcedText_IsAppendedInOneStepAndTheLastTokenLeftToTheModel()
    {
        var model = FakeTokenModel.Writing("{\"name\": \"Mia\"}", "{\"", "name", "\":", " \"", "\"}", "Mia");
        var answer = await Decode(model, ["{\"name\": \"Mia\"}", "{\"name\": \"Max\"}", "{\"name\": \"\"}"]);
        Assert.Equal("{\"name\": \"Mia\"}", answer.Text);

        // {" name ": together; then " \"" and "Mia" are chosen, and "\"}" ends it without the model.
        Assert.Equal(4, answer.ForcedTokens);
        Assert.Equal(6, answer.Usage.CompletionTokens);
        Assert.Equal(3, model.Appends);
    }

    [Fact]
    public async Task Decode_WhollyForced_NeedsNoStepOfTheModel()
    {
        var model = FakeTokenModel.Writing("");
        var answer = await Decode(model, ["{\"kind\": \"fixed\"}"]);
        Assert.Equal("{\"kind\": \"fixed\"}", answer.Text);
        Assert.Equal(0, model.Appends);
    }

    [Fact]
    public async Task Decode_ForcedTextWithHalfACharacter_StaysWhole()
        => Assert.Equal("ab🙃", (await Decode(FakeTokenModel.Writing("ab🙃"), ["ab🙂", "ab🙃"])).Text);

    [Fact]
    public async Task Decode_LimitNear_ClosesTheAnswerAndSaysSo()
    {
        string[] texts = [.. Enumerable.Range(0, 30).Select(length => $"[{new string('x', length)}]")];
        var answer = await Decode(FakeTokenModel.Writing($"[{new string('x', 25)}]"), texts, maxTokens: 10);
        Assert.Equal($"[{new string('x', 8)}]", answer.Text);
        Assert.Equal(DecodedAnswer.Length, answer.FinishReason);
        Assert.True(answer.ClosedByBudget);
        Assert.Equal(10, answer.Usage.CompletionTokens);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public async Task Decode_AnyLimitThatFitsTheShortest_GivesAWholeAnswer(int maxTokens)
    {
        string[] texts = [.. Enumerable.Range(0, 12).Select(length => $"{{{new string('y', length)}}}"), "{nnn{{zz}}}"];
        foreach (var wanted in texts)
        {
            var answer = await Decode(FakeTokenModel.Writing(wanted, "{{", "}}", "}}}"), texts, maxTokens);
            Assert.Contains(answer.Text, texts);
            Assert.InRange(answer.Usage.CompletionTokens, 1, maxTokens);
            if (answer.FinishReason == DecodedAnswer.Stop) Assert.Equal(wanted, answer.Text);
        }
    }

    [Fact]
    public async Task Decode_ShortestDoesNotFitTheLimit_IsToldBeforeAnythingIsDecoded()
    {
        var model = FakeTokenModel.Writing("x", "123");
        var exception = await Assert.ThrowsAsync<AnswerBudgetException>(() => Decode(model, ["1234567", "123123123"], maxTokens: 2));
        Assert.Equal(0, model.Opened);
        Assert.Equal(2, exception.AllowedTokens);
        Assert.Equal(5, exception.NeededTokens);
    }

    [Fact]
    public async Task Decode_LimitTightButEnough_IsDecoded()
    {
        var answer = await Decode(FakeTokenModel.Writing("123123", "123"), ["123123", "9999999"], maxTokens: 2);
        Assert.Equal(("123123", DecodedAnswer.Stop, 2), (answer.Text, answer.FinishReason, answer.Usage.CompletionTokens));
    }

    [Fact]
    public async Task Decode_EmptyMask_IsAClearFault()
    {
        var model = FakeTokenModel.Writing("x");
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new TokenDecoder(model).DecodeAsync(new DecodingRequest { Prompt = Prompt, Constraint = new NothingAllowed(model.Vocabulary) }));
        Assert.Contains("allows no token", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, model.Open);
    }

    private static Task<DecodedAnswer> Decode(FakeTokenModel model, string[] texts, int? maxTokens = null)
        => new TokenDecoder(model).DecodeAsync(new DecodingRequest
        {
            Prompt = Prompt,
            Constraint = new AnyOfTexts(model.Vocabulary, texts),
            Sampling = new SamplingOptions { MaxTokens = maxTokens },
        });

    private sealed class NothingAllowed(Vocabulary vocabulary) : ITokenConstraint
    {
        public bool IsComplete => false;

        public bool CanEnd => false;

        public int MinBytesToEnd => 1;

        public ReadOnlySpan<ulong> Mask => new ulong[vocabulary.MaskLength];

        public void FillClosingMask(Span<ulong> mask, int maxBytes) => mask.Clear();

        public int ForcedBytes(Span<byte> destination) => 0;

        public bool TryAccept(int token) => false;

        public void Rollback(int tokens)
        {
        }
    }
}
