using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Problems;

/// <summary>The rows of the contract's error table.</summary>
public sealed class ErrorTableTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Ask = """{"schema": {"type": "object", "properties": {"name": {"type": "string", "minLength": 3}}, "required": ["name"]}, "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model", "retries": 1}""";
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task AnUnknownSchemaToolOrModelIsNotFound()
    {
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", """{"schemaName": "nobody", "text": "x"}"""), 404, "unknown-schema");
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", """{"schemaName": "contact@99", "text": "x"}"""), 404, "unknown-schema");
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/tool-calls", """{"input": "x", "tools": ["nobody"]}"""), 404, "unknown-tool");
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", """{"schema": {}, "text": "x", "model": "nobody"}"""), 404, "unknown-model");
        Assert.Contains("fake/model", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type": "strin"}""", "invalid-schema")]
    [InlineData("""{"type": 5}""", "invalid-schema")]
    [InlineData("5", "invalid-schema")]
    [InlineData("""{"$ref": "#/nowhere"}""", "invalid-schema")]
    [InlineData("""{"type": "object", "properties": {"a": false}, "required": ["a"]}""", "unsatisfiable-schema")]
    public async Task ASchemaThatCannotBeUsedIsRefusedWithPointers(string schema, string code)
    {
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", $$"""{"schema": {{schema}}, "text": "x", "mode": "grammar"}"""), 422, code);
        var error = problem.GetProperty("errors")[0];
        Assert.Equal(JsonValueKind.String, error.GetProperty("pointer").ValueKind);
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task AnInvalidAnswerIsTheModelsFaultAndComesWithItsAttempts()
    {
        _service.Model.Says("<json>{\"name\": \"Jo\"}</json>");
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", Ask), 502, "invalid-answer");
        var attempts = problem.GetProperty("attempts");
        Assert.Equal(2, attempts.GetArrayLength());
        Assert.Equal("/name", attempts[1].GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task ATruncatedAnswerSaysSo()
    {
        _service.Model.Answer = (_, _) => Task.FromResult(ScriptedModel.Say("<json>{\"name\": \"Ja", ChatFinishReason.Length));
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", Ask), 502, "truncated");
    }

    [Theory]
    [InlineData("json", "<json>")]
    [InlineData("json", "<js")]
    [InlineData("json", "name: Jane Ro")]
    [InlineData("json", "Jane Ro")]
    [InlineData("yaml", "<yaml>\nname: Jane Ro")]
    [InlineData("csv", "name\nJane Ro")]
    [InlineData("xml", "<name>Jane Ro")]
    public async Task TheHeadOfAnAnswerIsATruncationAndNoData(string encoder, string head)
    {
        _service.Model.Answer = (_, _) => Task.FromResult(ScriptedModel.Say(head, ChatFinishReason.Length));
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", Ask[..^1] + $", \"prompt\": {{\"encoder\": \"{encoder}\"}}}}"), 502, "truncated");
    }

    [Theory]
    [InlineData("json", "<json>{\"name\": \"Jane Roe\"}</json> I hope th")]
    [InlineData("json", "{\"name\": \"Jane Roe\"}")]
    [InlineData("yaml", "<yaml>\nname: Jane Roe\n</yaml> I hope")]
    [InlineData("xml", "<name>Jane Roe</name> I hope")]
    public async Task AWholeAnswerBeforeTheCutIsAnAnswerWithAWarning(string encoder, string text)
    {
        _service.Model.Answer = (_, _) => Task.FromResult(ScriptedModel.Say(text, ChatFinishReason.Length));
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", Ask[..^1] + $", \"prompt\": {{\"encoder\": \"{encoder}\"}}}}"));
        Assert.Equal("Jane Roe", answer.GetProperty("data").GetProperty("name").GetString());
        Assert.Contains(answer.GetProperty("warnings").EnumerateArray(), warning => warning.GetProperty("code").GetString() == "cut-after-answer");
    }

    [Fact]
    public async Task NothingButATagIsNoDataEvenIfTheModelStoppedByItself()
    {
        _service.Model.Says("<json>");
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", Ask), 502, "invalid-answer");
    }

    [Fact]
    public async Task AKeywordThatNobodyKnowsIsAWarning()
    {
        _service.Model.Says("<json>{}</json>");
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync(
            "/v1/extract", """{"schema": {"type": "object", "properites": {"a": {}}}, "text": "x", "mode": "prompt", "model": "fake/model"}"""));
        var warning = answer.GetProperty("warnings").EnumerateArray().Single(warning => warning.GetProperty("code").GetString() == "unknown-keyword");
        Assert.Contains("properites", warning.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("properties", warning.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKeywordThatCannotBeEnforcedIsRefusedOrLeftToTheValidator()
    {
        const string Doubled = """{"schema": {"type": "object", "properties": {"a": {"type": "string", "pattern": "^(x|y)\\1$"}}, "required": ["a"]}, "text": "xx", "mode": "grammar", "retries": 0""";
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", Doubled + "}"), 422, "unsupported-keyword");
        Assert.Equal("/properties/a", problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Equal("pattern", problem.GetProperty("errors")[0].GetProperty("keyword").GetString());
        using var lenient = await _service.PostAsync("/v1/extract", Doubled + ", \"maxTokens\": 64, \"strict\": false}");
        Assert.True((int)lenient.StatusCode is 200 or 502, $"{lenient.StatusCode}");
    }

    [Fact]
    public async Task ARefusalSaysSo()
    {
        _service.Model.Answer = (_, _) => Task.FromResult(ScriptedModel.Say("I cannot help with that.", ChatFinishReason.ContentFilter));
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", Ask), 502, "refused");
    }

    [Fact]
    public async Task AnEmptyAnswerSaysSo()
    {
        _service.Model.Says("");
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", Ask), 502, "empty-answer");
    }

    [Fact]
    public async Task TimeThatRunsOutIsATimeoutAndStopsTheModel()
    {
        _service.Model.Answer = async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            throw new InvalidOperationException();
        };
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", Ask[..^1] + ", \"timeoutSeconds\": 0.3}"), 504, "timeout");
        Assert.True(_service.Model.WasCancelled);
    }

    [Fact]
    public async Task AFailureNobodyForesawTellsNoDetail()
    {
        _service.Model.Answer = (_, _) => throw new InvalidOperationException("secret sk-123 in /work/place");
        using var response = await _service.PostAsync("/v1/extract", Ask[..^1] + ", \"timeoutSeconds\": 20}");
        Assert.True((int)response.StatusCode >= 500);
        Assert.DoesNotContain("sk-123", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneGenerationTooManyIsToldToComeAgain()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Limits:Concurrency=1");
        var began = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        service.Model.Answer = async (_, _) =>
        {
            began.TrySetResult();
            await go.Task;
            return ScriptedModel.Say("<json>{\"name\": \"Jane Roe\"}</json>");
        };
        var first = service.PostAsync("/v1/extract", Ask);
        await began.Task;
        var second = await service.PostAsync("/v1/extract", Ask);
        await ProblemAssert.IsAsync(second, 429, "overloaded");
        Assert.True(second.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        go.SetResult();
        await ProblemAssert.OkAsync(await first);
    }

    [Fact]
    public async Task AClientThatGoesAwayStopsTheGeneration()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var began = new TaskCompletionSource();
        service.Model.Answer = async (_, stop) =>
        {
            began.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
            throw new InvalidOperationException();
        };
        using var leave = new CancellationTokenSource();
        var request = service.Client.PostAsync("/v1/extract", ServiceUnderTest.Json(Ask), leave.Token);
        await began.Task;
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        for (var tries = 0; tries < 100 && !service.Model.WasCancelled; tries++)
            await Task.Delay(50);
        Assert.True(service.Model.WasCancelled);
    }
}
