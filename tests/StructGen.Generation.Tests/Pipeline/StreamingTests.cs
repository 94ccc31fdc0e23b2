using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.TestKit.Chat;
using StructGen.TestKit.Constraints;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Pipeline;

public class StreamingTests
{
    private const string Good = """{"name": "Ann", "age": 41}""";

    [Fact]
    public async Task ExtractStreamingAsync_TwoAttempts_TellsDeltasThenAttemptThenTheNextThenTheResult()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient("""{"name": 1}""", Good) };
        var events = await setup.Build().ExtractStreamingAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        var kinds = events.Select(told => told switch { AnswerDelta delta => $"d{delta.Attempt}", AttemptEnded ended => $"a{ended.Number}", _ => "end" });
        Assert.Equal(["d1", "a1", "d2", "a2", "end"], Runs(kinds));
        Assert.Equal(Good, string.Concat(events.OfType<AnswerDelta>().Where(delta => delta.Attempt == 2).Select(delta => delta.Text)));
        var result = Assert.IsType<GenerationEnded>(events[^1]).Result;
        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal(result.Attempts, events.OfType<AttemptEnded>().Select(ended => ended.Attempt));
        Assert.Equal(new TokenUsage(20, 10), result.Usage);
    }

    [Fact]
    public async Task ExtractStreamingAsync_LocalModel_StreamsWhatTheMaskLetsThrough()
    {
        var model = FakeTokenModel.Writing(Good);
        var setup = new PipelineSetup { Local = [model], Compile = (_, vocabulary, _) => ChoiceConstraints.Of(vocabulary, Good, """{"name": "Bob", "age": 7}""") };
        var request = PipelineSetup.Ask() with { Mode = GenerationMode.Auto, Model = "fake" };
        var events = await setup.Build().ExtractStreamingAsync(request, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Good, string.Concat(events.OfType<AnswerDelta>().Select(delta => delta.Text)));
        Assert.Equal(GenerationMode.Grammar, ((GenerationEnded)events[^1]).Result.Mode);
        Assert.Equal(0, model.Open);
    }

    [Fact]
    public async Task ExtractStreamingAsync_ReaderLeaves_StopsTheModel()
    {
        var model = new FakeTokenModel((model, answer, logits) => logits['a'] = 1);
        var setup = new PipelineSetup { Local = [model] };
        await foreach (var told in setup.Build().ExtractStreamingAsync(PipelineSetup.Ask() with { Model = "fake", Sampling = new() { MaxTokens = 3000 } }, TestContext.Current.CancellationToken))
        {
            Assert.IsType<AnswerDelta>(told);
            break;
        }

        Assert.Equal(0, model.Open);
        Assert.True(model.Appends < 3000);
    }

    [Fact]
    public async Task ExtractStreamingAsync_CallersFault_IsThrownAtTheFirstStep()
    {
        var events = new PipelineSetup().Build().ExtractStreamingAsync(PipelineSetup.Ask() with { Model = "nobody" }, TestContext.Current.CancellationToken);
        await using var enumerator = events.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<UnknownModelException>(async () => await enumerator.MoveNextAsync());
        Assert.Contains("fake/remote", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtractStreamingAsync_TransportFailsAfterAPiece_IsNotRepeated()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient(Good, Good) { BreakAfter = 2 } };
        await Assert.ThrowsAsync<ModelUnavailableException>(async () =>
            await setup.Build().ExtractStreamingAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Single(setup.Chat.Sent);
    }

    private static IEnumerable<string> Runs(IEnumerable<string> kinds)
    {
        var last = "";
        foreach (var kind in kinds)
        {
            if (kind != last) yield return kind;
            last = kind;
        }
    }
}
