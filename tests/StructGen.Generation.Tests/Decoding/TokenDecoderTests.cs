using StructGen.Generation.Decoding;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Decoding;

public sealed class TokenDecoderTests
{
    private static readonly int[] Prompt = [65, 66, 67];

    [Theory]
    [InlineData("Hello.")]
    [InlineData("")]
    [InlineData("Zażółć 漢字 🙂")]
    public async Task Decode_Unconstrained_WritesTheModelsTextUpToItsEnd(string text)
    {
        var model = FakeTokenModel.Writing(text, "Hel", "lo");
        var answer = await new TokenDecoder(model).DecodeAsync(new DecodingRequest { Prompt = Prompt });
        Assert.Equal(text, answer.Text);
        Assert.Equal(DecodedAnswer.Stop, answer.FinishReason);
        Assert.Equal(3, answer.Usage.PromptTokens);
        Assert.Equal(0, model.Open);
    }

    [Fact]
    public async Task Decode_MaxTokens_CutsAndSaysSo()
    {
        var model = FakeTokenModel.Writing("abcdef");
        var answer = await Decode(model, maxTokens: 4);
        Assert.Equal(("abcd", DecodedAnswer.Length, 4), (answer.Text, answer.FinishReason, answer.Usage.CompletionTokens));
    }

    [Fact]
    public async Task Decode_ExactlyMaxTokens_IsNoTruncation()
    {
        var answer = await Decode(FakeTokenModel.Writing("abcd"), maxTokens: 4);
        Assert.Equal(("abcd", DecodedAnswer.Stop), (answer.Text, answer.FinishReason));
    }

    [Fact]
    public async Task Decode_ContextFull_IsTruncation()
    {
        var prompt = Enumerable.Repeat(65, 6).ToArray();
        var answer = await new TokenDecoder(new FakeTokenModel((_, _, logits) => logits['x'] = 1) { ContextLength = 10 })
            .DecodeAsync(new DecodingRequest { Prompt = prompt });
        Assert.Equal(("xxxx", DecodedAnswer.Length), (answer.Text, answer.FinishReason));
    }

    [Fact]
    public async Task Decode_PromptFillsTheContext_Throws()
    {
        var model = new FakeTokenModel((_, _, _) => { }) { ContextLength = 3 };
        await Assert.ThrowsAsync<ContextExceededException>(() => new TokenDecoder(model).DecodeAsync(new DecodingRequest { Prompt = Prompt }));
    }

    [Fact]
    public async Task Decode_ControlTokenIsLikeliest_IsNeverWritten()
    {
        var model = new FakeTokenModel((model, answer, logits) =>
        {
            logits[model.RoleToken] = 100;
            logits['a'] = answer.Count < 2 ? 10 : 0;
            logits[model.EndToken] = 5;
        });
        Assert.Equal("aa", (await Decode(model)).Text);
    }

    [Theory]
    [InlineData("one\n\ntwo", "one")]
    [InlineData("STOPone", "")]
    [InlineData("one ST two", "one ST two")]
    [InlineData("one\nSTOP", "one\n")]
    public async Task Decode_StopString_EndsBeforeItAndNothingOfItIsGivenOut(string text, string expected)
    {
        var parts = new List<string>();
        var answer = await new TokenDecoder(FakeTokenModel.Writing(text, "\n\nt", "ST")).DecodeAsync(
            new DecodingRequest { Prompt = Prompt, StopStrings = ["\n\n", "STOP"] }, parts.Add);
        Assert.Equal((expected, DecodedAnswer.Stop), (answer.Text, answer.FinishReason));
        Assert.Equal(expected, string.Concat(parts));
    }

    [Fact]
    public async Task Decode_Streamed_GivesCompleteCharactersOnly()
    {
        var parts = new List<string>();
        var answer = await new TokenDecoder(FakeTokenModel.Writing("aé漢🙂b")).DecodeAsync(new DecodingRequest { Prompt = Prompt }, parts.Add);
        Assert.Equal(["a", "é", "漢", "🙂", "b"], parts);
        Assert.Equal(string.Concat(parts), answer.Text);
    }

    [Fact]
    public async Task Decode_CutInsideACharacter_LeavesItOut()
    {
        var answer = await Decode(FakeTokenModel.Writing("a🙂"), maxTokens: 3);
        Assert.Equal(("a", DecodedAnswer.Length), (answer.Text, answer.FinishReason));
    }

    [Fact]
    public async Task Stream_Answer_ComesInPartsAndThenWhole()
    {
        var parts = new List<DecodedText>();
        await foreach (var part in new TokenDecoder(FakeTokenModel.Writing("abc")).StreamAsync(new DecodingRequest { Prompt = Prompt }, TestContext.Current.CancellationToken)) parts.Add(part);
        Assert.Equal("abc", string.Concat(parts.Select(part => part.Text)));
        Assert.All(parts[..^1], part => Assert.Null(part.Answer));
        Assert.Equal("abc", parts[^1].Answer!.Text);
    }

    [Fact]
    public async Task Stream_ReaderStops_EndsTheDecodingAndFreesTheSession()
    {
        var model = new FakeTokenModel((_, _, logits) => logits['x'] = 1) { OnAppend = () => Thread.Sleep(1) };
        await foreach (var _ in new TokenDecoder(model).StreamAsync(new DecodingRequest { Prompt = Prompt }, TestContext.Current.CancellationToken)) break;
        Assert.Equal(0, model.Open);
        Assert.InRange(model.Appends, 0, 900);
    }

    [Fact]
    public async Task Stream_ModelFails_ThrowsAfterWhatWasWritten()
    {
        var model = FakeTokenModel.Writing("abc");
        model.OnAppend = () => throw new ModelUnavailableException("broken");
        await Assert.ThrowsAsync<ModelUnavailableException>(async () =>
        {
            await foreach (var _ in new TokenDecoder(model).StreamAsync(new DecodingRequest { Prompt = Prompt }))
            {
            }
        });
        Assert.Equal(0, model.Open);
    }

    [Fact]
    public async Task Decode_Cancelled_ThrowsAndFreesTheSession()
    {
        using var stop = new CancellationTokenSource();
        var model = new FakeTokenModel((_, _, logits) => logits['x'] = 1);
        model.OnAppend = () =>
        {
            if (model.Appends == 5) stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TokenDecoder(model).DecodeAsync(new DecodingRequest { Prompt = Prompt }, null, stop.Token));
        Assert.Equal(5, model.Appends);
        Assert.Equal(0, model.Open);
    }

    private static Task<DecodedAnswer> Decode(FakeTokenModel model, int? maxTokens = null)
        => new TokenDecoder(model).DecodeAsync(new DecodingRequest { Prompt = Prompt, Sampling = new SamplingOptions { MaxTokens = maxTokens } });
}
