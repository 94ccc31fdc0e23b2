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
