using System.Diagnostics;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.SemanticKernel.Tests;

public class OpenAIWireTests
{
    private const string Good = """{"name": "Ann", "age": 41}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Extract_NativeMode_SendsTheSchemaAsResponseFormat()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Answer(Good));
        var request = RemoteSetup.Ask() with { Sampling = new SamplingOptions { MaxTokens = 77, Seed = 5, TopP = 0.5f } };
        var result = await setup.Generator.ExtractAsync(request, Token);

        Assert.Equal((GenerationOutcome.Answered, "lab/m"), (result.Outcome, result.Model));
        Assert.Equal(new TokenUsage(11, 6), result.Usage);
        var sent = setup.Provider.Last;
        Assert.Equal("/v1/chat/completions", sent.Path);
        Assert.Equal($"Bearer {RemoteSetup.Key}", sent.Headers["Authorization"]);
        Assert.Equal("m", sent.Body.GetProperty("model").GetString());
        Assert.Equal(0, sent.Body.GetProperty("temperature").GetDouble());
        Assert.Equal(5, sent.Body.GetProperty("seed").GetInt64());
        Assert.Equal(77, sent.Body.GetProperty(sent.Body.TryGetProperty("max_completion_tokens", out _) ? "max_completion_tokens" : "max_tokens").GetInt32());
        var format = sent.Body.GetProperty("response_format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        Assert.Equal("A_person", format.GetProperty("json_schema").GetProperty("name").GetString());
        Assert.Equal("integer", format.GetProperty("json_schema").GetProperty("schema").GetProperty("properties").GetProperty("age").GetProperty("type").GetString());
        Assert.Contains("age: integer", sent.Body.GetProperty("messages")[0].GetProperty("content").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_PromptMode_SendsTheLayoutWithoutResponseFormat()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Answer($"Here it is: <json>{Good}</json>"));
        var result = await setup.Generator.ExtractAsync(RemoteSetup.Ask(GenerationMode.Prompt), Token);
        Assert.Equal((GenerationOutcome.Answered, GenerationMode.Prompt), (result.Outcome, result.Mode));
        Assert.False(setup.Provider.Last.Body.TryGetProperty("response_format", out _));
    }

    [Fact]
    public async Task Extract_ProviderIgnoresTheSchema_IsRepaired()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Answer("""{"name": "Ann"}""")).Turn(OpenAITurns.Answer(Good));
        var result = await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token);
        Assert.Equal((GenerationOutcome.Answered, 2), (result.Outcome, result.Attempts.Count));
        Assert.Equal(4, setup.Provider.Last.Body.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task ExtractStreaming_Stream_DeliversPiecesAndUsage()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Stream(Good));
        var events = await setup.Generator.ExtractStreamingAsync(RemoteSetup.Ask(), Token).ToListAsync(Token);

        Assert.NotEmpty(events.OfType<AnswerDelta>()); // pieces that wait for a slow reader are joined
        Assert.Equal(Good, string.Concat(events.OfType<AnswerDelta>().Select(delta => delta.Text)));
        var result = Assert.IsType<GenerationEnded>(events[^1]).Result;
        Assert.Equal((GenerationOutcome.Answered, new TokenUsage(11, 6)), (result.Outcome, result.Usage));
        Assert.True(setup.Provider.Last.Body.GetProperty("stream").GetBoolean());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Extract_BusyThenSuccess_WaitsAsLongAsRetryAfterSays(int status)
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Status(status, "rate_limit_exceeded", retryAfter: "1")).Turn(OpenAITurns.Answer(Good));
        var watch = Stopwatch.StartNew();
        var result = await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token);

        Assert.Equal((GenerationOutcome.Answered, 1), (result.Outcome, result.Attempts.Count));
        Assert.Equal(2, setup.Provider.Sent.Count);
        Assert.True(watch.ElapsedMilliseconds >= 950, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Extract_AlwaysFailing_IsUnavailableAfterExactlyTheConfiguredTries()
    {
        await using var setup = await RemoteSetup.StartAsync();
        for (var turn = 0; turn < 20; turn++) setup.Provider.Turn(OpenAITurns.Status(500, "server_error"));
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));
        Assert.Equal("The model 'lab/m' cannot be used: its provider failed (500 server_error).", fault.Message);
        Assert.Equal(4, setup.Provider.Sent.Count);
    }

    [Fact]
    public async Task Extract_CutOff_IsTruncated()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Answer("""{"name": "An""", "length"));
        Assert.Equal(GenerationOutcome.Truncated, (await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token)).Outcome);
        Assert.Single(setup.Provider.Sent);
    }

    [Fact]
    public async Task Extract_Refusal_IsRefused()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Refusal("I won't."));
        var result = await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token);
        Assert.Equal((GenerationOutcome.Refused, "I won't."), (result.Outcome, result.Attempts[0].Text));
    }

    [Fact]
    public async Task Extract_Filtered_IsRefused()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Answer("", "content_filter"));
        Assert.Equal(GenerationOutcome.Refused, (await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token)).Outcome);
    }

    [Theory]
    [InlineData("<html>it works</html>")]
    [InlineData("""{"choices": "none"}""")]
    [InlineData("")]
    public async Task Extract_AnswerOutsideTheProtocol_IsRepeatedThenUnavailable(string body)
    {
        await using var setup = await RemoteSetup.StartAsync();
        for (var turn = 0; turn < 4; turn++) setup.Provider.Turn(OpenAITurns.Garbage(body));
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));
        Assert.Contains("not the protocol", fault.Message, StringComparison.Ordinal);
        Assert.Equal(4, setup.Provider.Sent.Count);
    }

    [Fact]
    public async Task Extract_ConnectionDrops_IsRepeated()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Drop()).Turn(OpenAITurns.Answer(Good));
        Assert.Equal(GenerationOutcome.Answered, (await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token)).Outcome);
    }

    [Fact]
    public async Task ExtractStreaming_ConnectionDropsAfterPieces_IsUnavailableAndNotRepeated()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Stream(Good, breakAfter: 3)).Turn(OpenAITurns.Stream(Good));
        await Assert.ThrowsAsync<ModelUnavailableException>(async () => await setup.Generator.ExtractStreamingAsync(RemoteSetup.Ask(), Token).ToListAsync(Token));
        Assert.Single(setup.Provider.Sent);
    }

    [Fact]
    public async Task Extract_SlowProvider_TimesOutEachTry()
    {
        await using var setup = await RemoteSetup.StartAsync(configure: options =>
        {
            options.Transport.Timeout = TimeSpan.FromMilliseconds(300);
            options.Transport.Retries = 1;
        });
        setup.Provider.Turn(OpenAITurns.Slow(TimeSpan.FromSeconds(30))).Turn(OpenAITurns.Slow(TimeSpan.FromSeconds(30)));
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));
        Assert.Contains("did not answer within 0.3 seconds", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_SlowProviderAndShortRequestTimeout_IsTimedOut()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Slow(TimeSpan.FromSeconds(30)));
        var result = await setup.Generator.ExtractAsync(RemoteSetup.Ask() with { Timeout = TimeSpan.FromMilliseconds(300) }, Token);
        Assert.Equal(GenerationOutcome.TimedOut, result.Outcome);
    }

    [Fact]
    public async Task CallTools_NativeMode_SendsToolsAndReadsCalls()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Calls(("get_weather", """{"city":"Oslo"}""")));
        var tool = new ToolDefinition("get_weather", "the weather", System.Text.Json.JsonDocument.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""").RootElement);
        var result = await setup.Generator.CallToolsAsync(new ToolCallRequest { Input = "Weather in Oslo?", Tools = [tool], Choice = ToolChoice.Named("get_weather"), Model = "lab/m" }, Token);

        Assert.Equal((GenerationOutcome.Answered, GenerationMode.Native), (result.Outcome, result.Mode));
        Assert.Equal("Oslo", Assert.Single(result.Calls).Arguments.GetProperty("city").GetString());
        var body = setup.Provider.Last.Body;
        Assert.Equal("get_weather", body.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("string", body.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters").GetProperty("properties").GetProperty("city").GetProperty("type").GetString());
        Assert.Equal("get_weather", body.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
        Assert.Single(setup.Provider.Sent);
    }

    [Fact]
    public async Task CallTools_ArgumentsThatAreNoJson_AreRepaired()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Calls(("get_weather", "{city: "))).Turn(OpenAITurns.Calls(("get_weather", "{}")));
        var result = await setup.Generator.CallToolsAsync(new ToolCallRequest { Input = "Weather?", Tools = [new ToolDefinition("get_weather")], Model = "lab/m" }, Token);
        Assert.Equal((GenerationOutcome.Answered, 2), (result.Outcome, result.Attempts.Count));
    }
}
