using System.Net.ServerSentEvents;
using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Extractions;

public sealed class StreamingTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Ask = """{"schema": {"type": "object", "properties": {"name": {"type": "string", "minLength": 3}}, "required": ["name"]}, "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model", "retries": 1}""";
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task DeltasComeThenTheAttemptThenOneResult()
    {
        _service.Model.Says("<json>{\"name\": \"Jane Roe\"}</json>");
        var events = await StreamAsync(Ask);
        Assert.Equal("result", events[^1].Type);
        Assert.Equal("attempt", events[^2].Type);
        Assert.All(events[..^2], item => Assert.Equal("delta", item.Type));
        Assert.NotEmpty(events[..^2]);
        Assert.Equal("<json>{\"name\": \"Jane Roe\"}</json>", string.Concat(events[..^2].Select(item => item.Data.GetProperty("text").GetString())));
        Assert.All(events[..^2], item => Assert.Equal(1, item.Data.GetProperty("attempt").GetInt32()));
        Assert.Equal("Jane Roe", events[^1].Data.GetProperty("data").GetProperty("name").GetString());
    }

    [Fact]
    public async Task ARepairIsASecondAttempt()
    {
        var first = true;
        _service.Model.Answer = (_, _) =>
        {
            var text = first ? "<json>{\"name\": \"Jo\"}</json>" : "<json>{\"name\": \"Jane Roe\"}</json>";
            first = false;
            return Task.FromResult(ScriptedModel.Say(text));
        };
        var events = await StreamAsync(Ask);
        Assert.Equal(2, events.Count(item => item.Type == "attempt"));
        Assert.Equal(2, events[^1].Data.GetProperty("attempts").GetArrayLength());
        Assert.Equal("result", events[^1].Type);
    }

    [Fact]
    public async Task AnAnswerThatStaysInvalidEndsInAnErrorEvent()
    {
        _service.Model.Says("<json>{\"name\": \"Jo\"}</json>");
        var events = await StreamAsync(Ask);
        Assert.Equal("error", events[^1].Type);
        Assert.Equal("urn:structgen:problem:invalid-answer", events[^1].Data.GetProperty("type").GetString());
        Assert.Single(events, item => item.Type is "result" or "error");
    }

    [Fact]
    public async Task WhatIsWrongBeforeTheModelWritesIsAPlainProblem()
    {
        using var response = await SendAsync("""{"schemaName": "nobody", "text": "x"}""");
        await ProblemAssert.IsAsync(response, 404, "unknown-schema");
    }

    private async Task<List<(string Type, JsonElement Data)>> StreamAsync(string body)
    {
        using var response = await SendAsync(body);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = new List<(string, JsonElement)>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            events.Add((item.EventType, JsonElement.Parse(item.Data)));
        return events;
    }

    private async Task<HttpResponseMessage> SendAsync(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/extract") { Content = ServiceUnderTest.Json(body) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        return await _service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
