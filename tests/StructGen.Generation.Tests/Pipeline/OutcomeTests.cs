using Microsoft.Extensions.AI;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.TestKit.Chat;

namespace StructGen.Generation.Tests.Pipeline;

public class OutcomeTests
{
    private const string Good = """{"name": "Ann", "age": 41}""";
    private const string Bad = """{"name": "Ann", "age": "unknown"}""";

    [Fact]
    public async Task ExtractAsync_ValidAnswer_HasDataEvidenceAndUsage()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient(Good) };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal(41, result.Data!.Value.GetProperty("age").GetInt32());
        Assert.Equal((GenerationMode.Prompt, PipelineSetup.Remote), (result.Mode, result.Model));
        Assert.Equal(new TokenUsage(10, 5), result.Usage);
        Assert.True(result.Validation.Valid);
        Assert.Equal(SecondOpinion.Agrees, result.Validation.SecondOpinion);
        var attempt = Assert.Single(result.Attempts);
        Assert.Equal((Good, "stop"), (attempt.Text, attempt.FinishReason));
        Assert.Equal(new TextSpan(0, 3), Assert.Single(result.Evidence["/name"]));
        Assert.Equal(new TextSpan(7, 9), Assert.Single(result.Evidence["/age"]));
    }

    [Fact]
    public async Task ExtractAsync_InvalidThenValid_IsRepairedAndUsageIsSummed()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient(Bad, Good) };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal(2, result.Attempts.Count);
        Assert.Equal("/age", Assert.Single(result.Attempts[0].Errors).Pointer);
        Assert.Empty(result.Attempts[1].Errors);
        Assert.Equal(new TokenUsage(20, 10), result.Usage);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task ExtractAsync_AlwaysInvalid_StopsAfterTheRetries(int retries, int calls)
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient(Bad, Bad, Bad, Bad) };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask() with { Retries = retries }, TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.InvalidAnswer, result.Outcome);
        Assert.Null(result.Data);
        Assert.Equal(calls, setup.Chat.Sent.Count);
        Assert.Equal(calls, result.Attempts.Count);
        Assert.False(result.Validation.Valid);
        Assert.Equal("/age", result.Validation.Errors[0].Pointer);
    }

    [Fact]
    public async Task ExtractAsync_CutOff_IsTruncatedAndNotAskedAgain()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient().Write("""{"name": "An""", ChatFinishReason.Length) };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.Truncated, result.Outcome);
        Assert.Equal("length", Assert.Single(result.Attempts).FinishReason);
        Assert.Single(setup.Chat.Sent);
    }

    [Fact]
    public async Task ExtractAsync_CutOffAfterTheAnswer_IsAnsweredWithAWarning()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient().Write($"<json>{Good}</json> And let me exp", ChatFinishReason.Length) };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Contains(result.Warnings, warning => warning.Code == "cut-after-answer");
    }

    [Fact]
    public async Task ExtractAsync_RootNumberCutOff_IsTruncated()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient().Write("12", ChatFinishReason.Length) };
        var request = PipelineSetup.Ask() with { Schema = PipelineSetup.Json("""{"type":"integer"}""") };
        Assert.Equal(GenerationOutcome.Truncated, (await setup.Build().ExtractAsync(request, TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task ExtractAsync_Refusal_IsRefusedAndNotAskedAgain()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient().Refuse("I cannot do that.") };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.Refused, result.Outcome);
        Assert.Equal(("I cannot do that.", "refusal"), (result.Attempts[0].Text, result.Attempts[0].FinishReason));
    }

    [Fact]
    public async Task ExtractAsync_ContentFilter_IsRefused()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient().Write("", ChatFinishReason.ContentFilter) };
        Assert.Equal(GenerationOutcome.Refused, (await setup.Build().ExtractAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task ExtractAsync_AlwaysEmpty_IsEmptyAnswerAfterTheRetries()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient("", " \n", "") };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.EmptyAnswer, result.Outcome);
        Assert.Equal(3, result.Attempts.Count);
        Assert.All(setup.Chat.Sent, messages => Assert.NotEqual(ChatRole.Assistant, messages[^1].Role));
    }

    [Fact]
    public async Task ExtractAsync_SlowModel_IsTimedOutWithTheAttemptShown()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient(Bad).Hang() };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask() with { Timeout = TimeSpan.FromMilliseconds(200) }, TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.TimedOut, result.Outcome);
        Assert.Equal(["stop", "cancelled"], result.Attempts.Select(attempt => attempt.FinishReason));
        Assert.Equal(new TokenUsage(10, 5), result.Usage);
    }

    [Fact]
    public async Task ExtractAsync_CallerLeaves_PassesTheCancellationThrough()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient().Hang() };
        using var caller = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.Build().ExtractAsync(PipelineSetup.Ask(), caller.Token));
    }

    [Fact]
    public async Task ExtractAsync_ModelThatFailsForGood_IsUnavailable()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient().Fail(new ModelCallException("its provider refused the key (401).", isTransient: false)) };
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => setup.Build().ExtractAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken));
        Assert.Contains("'fake/remote'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("401", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtractAsync_NativeMode_SendsTheSchemaAndStillValidates()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient(Bad, Good) };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask(GenerationMode.Native), TestContext.Current.CancellationToken);

        Assert.Equal((GenerationOutcome.Answered, GenerationMode.Native, 2), (result.Outcome, result.Mode, result.Attempts.Count));
        var format = Assert.IsType<ChatResponseFormatJson>(setup.Chat.Options[0]!.ResponseFormat);
        Assert.Equal("object", format.Schema!.Value.GetProperty("type").GetString());
    }

    [Fact]
    public async Task ExtractAsync_Examples_StandAsEarlierTurnsInNativeMode()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient(Good) };
        var example = new ExtractionExample("Bob is 7.", PipelineSetup.Json("""{"name":"Bob","age":7}"""));
        await setup.Build().ExtractAsync(PipelineSetup.Ask(GenerationMode.Native) with { Examples = [example] }, TestContext.Current.CancellationToken);

        Assert.Equal(["system", "user", "assistant", "user"], setup.Chat.Sent[0].Select(message => message.Role.Value));
        Assert.Equal("Ann is 41.", setup.Chat.Sent[0][^1].Text);
    }
}
