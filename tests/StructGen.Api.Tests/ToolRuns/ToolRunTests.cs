using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.ToolRuns;

/// <summary>Tools that the service runs, over HTTP on both sides.</summary>
public sealed class ToolRunTests(ToolRunFixture fixture) : IClassFixture<ToolRunFixture>
{
    private const string City = """{"type": "object", "properties": {"city": {"type": "string", "description": "city"}, "day": {"type": "string", "enum": ["today", "tomorrow"], "description": "day of the forecast"}}, "required": ["city"], "additionalProperties": false}""";
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task TheBundledModelHasTheWeatherFetchedFromTheRegisteredAddress()
    {
        var http = $$"""{"url": "{{fixture.Api.Address}}/cities/{city}/forecast", "headers": {"Authorization": "Bearer {secret:WEATHER}"} }""";
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/tools/weather_forecast", $$"""{"description": "Weather forecast for a city", "parameters": {{City}}, "http": {{http}} }"""));
        var response = await _service.PostAsync("/v1/tool-runs", """{"input": "What is the weather in Lisbon tomorrow?", "tools": ["weather_forecast"], "toolChoice": "required", "maxIterations": 2}""");
        var run = await ProblemAssert.OkAsync(response);

        Assert.Contains(fixture.Api.Requests, request => request.StartsWith("GET /cities/Lisbon/forecast", StringComparison.Ordinal));
        Assert.Contains(fixture.Api.Headers, headers => headers.Authorization == $"Bearer {ToolRunFixture.Secret}");
        Assert.Contains(run.GetProperty("finishReason").GetString(), new[] { "answered", "iteration-limit" });
        Assert.Equal("grammar", run.GetProperty("mode").GetString());
        var step = run.GetProperty("steps")[0];
        Assert.Equal("Lisbon", step.GetProperty("calls")[0].GetProperty("arguments").GetProperty("city").GetString());
        var result = step.GetProperty("results")[0];
        Assert.Equal(step.GetProperty("calls")[0].GetProperty("id").GetString(), result.GetProperty("id").GetString());
        Assert.Equal("ok", result.GetProperty("status").GetString());
        Assert.Equal(21, result.GetProperty("content").GetProperty("celsius").GetInt32());
        Assert.DoesNotContain(ToolRunFixture.Secret, run.GetRawText(), StringComparison.Ordinal);
        var registered = await _service.Client.GetStringAsync("/v1/tools/weather_forecast");
        Assert.Contains("{secret:WEATHER}", registered, StringComparison.Ordinal);
        Assert.DoesNotContain(ToolRunFixture.Secret, registered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralCallsAreMadeAndTheModelAnswersFromTheirResultsInASchema()
    {
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/tools/forecast", $$"""{"parameters": {{City}}, "http": {"method": "POST", "url": "{{fixture.Api.Address}}/forecast"} }"""));
        fixture.Script(
            """[{"name": "forecast", "arguments": {"city": "Oslo"}}, {"name": "forecast", "arguments": {"city": "Rome", "day": "today"}}]""",
            """[{"name": "answer", "arguments": {"warmest": "Rome"}}]""");
        var body = """{"input": "Where is it warmer?", "tools": ["forecast"], "parallel": true, "model": "fake/model", "toolChoice": "required", "answerSchema": {"type": "object", "properties": {"warmest": {"type": "string"}}, "required": ["warmest"]}}""";
        var run = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/tool-runs", body));
        Assert.Equal("answered", run.GetProperty("finishReason").GetString());
        Assert.Equal("Rome", run.GetProperty("data").GetProperty("warmest").GetString());
        Assert.Equal(2, Assert.Single(run.GetProperty("steps").EnumerateArray()).GetProperty("results").GetArrayLength());
        Assert.Equal(2, run.GetProperty("attempts").GetArrayLength());
        Assert.Contains("""POST /forecast {"city":"Oslo"}""", fixture.Api.Requests);
        Assert.Contains("""POST /forecast {"city":"Rome","day":"today"}""", fixture.Api.Requests);
    }

    [Theory]
    [InlineData("missing", "", "404")]
    [InlineData("redirect", "", "redirection")]
    [InlineData("slow", """, "timeoutSeconds": 0.3""", "0.3 seconds")]
    [InlineData("long", "", "20000 bytes")]
    [InlineData("binary", "", "application/octet-stream")]
    [InlineData("broken", "", "it is not")]
    public async Task AToolThatFailsIsToldToTheModelAndTheRunGoesOn(string name, string more, string told)
    {
        await fixture.RegisterAsync(name, "/" + name, more);
        var run = await fixture.RunScriptedAsync(name);
        Assert.Equal("Done.", run.GetProperty("content").GetString());
        var result = run.GetProperty("steps")[0].GetProperty("results")[0];
        Assert.Equal("error", result.GetProperty("status").GetString());
        Assert.Contains(told, result.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Api.Requests, request => request.Contains("elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ASecretThatTheServerEchoesIsStruckOut()
    {
        await fixture.RegisterAsync("echo", "/echo", """, "headers": {"X-Api-Key": "{secret:WEATHER}"}""");
        var run = await fixture.RunScriptedAsync("echo");
        Assert.Equal("[secret]", run.GetProperty("steps")[0].GetProperty("results")[0].GetProperty("content").GetProperty("sent").GetString());
        Assert.Contains(fixture.Api.Headers, headers => headers["X-Api-Key"] == ToolRunFixture.Secret);
    }

    [Fact]
    public async Task AModelThatNeverAnswersStopsAtTheLimitAndRepeatedCallsAreNotMadeAgain()
    {
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/tools/count", $$"""{"parameters": {{City}}, "http": {"url": "{{fixture.Api.Address}}/count"} }"""));
        fixture.Script("""{"name": "count", "arguments": {"city": "A"}}""", """{"name": "count", "arguments": {"city": "B"}}""", """{"name": "count", "arguments": {"city": "C"}}""");
        var limited = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/tool-runs", """{"input": "Count.", "tools": ["count"], "model": "fake/model", "maxIterations": 3}"""));
        Assert.Equal("iteration-limit", limited.GetProperty("finishReason").GetString());
        Assert.Equal(3, limited.GetProperty("steps").GetArrayLength());

        fixture.Script("""{"name": "count", "arguments": {"city": "D"}}""", """{"name": "count", "arguments": {"city": "D"}}""", "Four.");
        var repeated = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/tool-runs", """{"input": "Count.", "tools": ["count"], "model": "fake/model"}"""));
        Assert.Equal("Four.", repeated.GetProperty("content").GetString());
        Assert.Equal("call-repeated", repeated.GetProperty("warnings")[0].GetProperty("code").GetString());
        Assert.Single(fixture.Api.Requests, request => request.Contains("city=D", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheCallsThatWereMadeAreToldWhenTheRunFailsAfterThem()
    {
        await fixture.RegisterAsync("once", "/once");
        fixture.Script("""{"name": "once", "arguments": {}}""", "");
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/tool-runs", """{"input": "Do it.", "tools": ["once"], "model": "fake/model", "retries": 0}"""), 502, "empty-answer");
        Assert.Equal("once", problem.GetProperty("steps")[0].GetProperty("calls")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task WhatCannotBeRunIsRefusedBeforeAModelIsAsked()
    {
        var calls = _service.Model.Calls;
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/tool-runs", """{"input": "x", "tools": ["get_weather"], "model": "fake/model"}"""), 400, "malformed-request");
        Assert.Equal("/tools/0", problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/tool-runs", """{"input": "x", "tools": [{"name": "own"}], "model": "fake/model"}"""), 400, "malformed-request");
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/tool-runs", """{"input": "x", "tools": [{"name": "own", "http": {"url": "https://x.org"}}]}"""), 400, "malformed-request");
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/tool-runs", """{"input": "x", "tools": ["nobody"], "model": "fake/model"}"""), 404, "unknown-tool");
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/tool-runs", """{"input": "x", "tools": ["get_weather"], "maxIterations": 21}"""), 400, "malformed-request");
        Assert.Equal(calls, _service.Model.Calls);
    }

    [Theory]
    [InlineData("nosecret", """{"url": "ADDRESS/x", "headers": {"X-Api-Key": "{secret:MISSING}"} }""", "Tools:Secrets:MISSING")]
    [InlineData("nohost", """{"url": "https://other.example.org/x"}""", "Tools:Http:AllowedHosts")]
    public async Task AToolThatCannotSucceedIsRefusedBeforeTheModelIsAsked(string name, string http, string setting)
    {
        await ProblemAssert.OkAsync(await _service.PutAsync($"/v1/tools/{name}", "{\"http\": " + http.Replace("ADDRESS", fixture.Api.Address, StringComparison.Ordinal) + "}"));
        var calls = _service.Model.Calls;
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/tool-runs", $$"""{"input": "x", "tools": ["{{name}}"], "model": "fake/model"}"""), 400, "malformed-request");
        Assert.Equal("/tools/0", problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Contains(setting, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(calls, _service.Model.Calls);
    }

    [Theory]
    [InlineData("""{"url": "https://x.org", "headers": {"Authorization": "Bearer sk-1"}}""", "/http/headers/Authorization")]
    [InlineData("""{"url": "https://x.org/{town}"}""", "/http")]
    [InlineData("""{"url": "file:///etc/passwd"}""", "/http/url")]
    [InlineData("""{"url": "https://x.org", "headers": {"X-A": 1}}""", "/http/headers/X-A")]
    [InlineData("""{"url": "https://x.org", "metod": "GET"}""", "/http/metod")]
    public async Task ABindingThatCannotBeIsRefusedWithItsPlace(string http, string pointer)
    {
        var problem = await ProblemAssert.IsAsync(await _service.PutAsync("/v1/tools/bad", $$"""{"http": {{http}} }"""), 400, "malformed-request");
        Assert.Equal(pointer, problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }
}
