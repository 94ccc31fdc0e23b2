using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Extractions;

/// <summary>Partials and items over a real connection, and clients that read slowly or go away.</summary>
public sealed class GrowthStreamTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task PartialsGrowToTheResultAndItemsComeOneByOne()
    {
        var body = """
            {"schema": {"type": "object", "properties": {"people": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}, "kind": {"enum": ["guest", "host"]}}, "required": ["name", "kind"]}}}, "required": ["people"]},
             "text": "Guests: Jane Roe and John Doe. Host: Ann Poe.", "mode": "grammar", "stream": {"partials": true, "items": true}}
            """;
        var events = await StreamAsync(body);
        var result = events[^1].Data.GetProperty("data");
        Assert.Equal("result", events[^1].Type);
        var partials = events.Where(item => item.Type == "partial").Select(item => item.Data.GetProperty("data")).ToList();
        Assert.True(partials.Count > 1);
        Assert.True(JsonElement.DeepEquals(result, partials[^1]));
        Assert.All(partials.SelectMany(partial => partial.TryGetProperty("people", out var people) ? people.EnumerateArray() : []), person
            => Assert.True(!person.TryGetProperty("kind", out var kind) || kind.GetString() is "guest" or "host"));
        var items = events.Where(item => item.Type == "item").Select(item => item.Data).ToList();
        Assert.Equal(result.GetProperty("people").EnumerateArray().Select((_, index) => $"/people/{index}"), items.Select(item => item.GetProperty("pointer").GetString()));
        Assert.All(items, (item, index) => Assert.True(JsonElement.DeepEquals(result.GetProperty("people")[index], item.GetProperty("data"))));
        Assert.True(events.FindIndex(item => item.Type == "item") < events.FindLastIndex(item => item.Type == "delta"));
    }

    [Fact]
    public async Task WithoutTheMemberNothingIsAdded()
    {
        var events = await StreamAsync("""{"schemaName": "contact", "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model"}""");
        Assert.All(events, item => Assert.True(item.Type is "delta" or "attempt" or "result", item.Type));
    }

    [Fact]
    public async Task AClientThatReadsNothingIsAbortedAndItsPlaceIsFree()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Limits:StreamWriteTimeout=00:00:01", "Limits:Concurrency=1");
        service.Model.Says($"<json>{{\"name\": \"{new string('x', 24_000_000)}\"}}</json>", """<json>{"name": "Jane Roe"}</json>""");
        var body = Encoding.UTF8.GetBytes("""{"schemaName": "contact", "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model"}""");
        using var slow = new TcpClient { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync("127.0.0.1", service.Client.BaseAddress!.Port);
        var head = $"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        await slow.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
        while (service.Model.Calls == 0) await Task.Delay(20);

        var ask = """{"schemaName": "contact", "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model"}""";
        Assert.Equal(429, (int)(await service.PostAsync("/v1/extract", ask)).StatusCode);
        var clock = Stopwatch.StartNew();
        HttpResponseMessage answer;
        do
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "the place of the slow reader was not freed");
            await Task.Delay(100);
            answer = await service.PostAsync("/v1/extract", ask);
        }
        while ((int)answer.StatusCode == 429);
        await ProblemAssert.OkAsync(answer);
        Assert.DoesNotContain(service.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FiftyStreamsThatGoAwayLeaveTheModelFree()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Limits:Concurrency=64", "Models:QueueLength=64");
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", """{"schemaName": "contact", "text": "Call Jane Roe."}"""));
        using var leave = new CancellationTokenSource();
        var streams = Enumerable.Range(0, 50).Select(number => SendAsync(service.Client, $$$"""
            {"schema": {"type": "array", "items": {"type": "string"}, "minItems": 500}, "text": "List {{{number}}}: apples, pears, plums.", "mode": "grammar", "maxTokens": 3000, "stream": {"partials": true, "items": true}}
            """, leave.Token)).ToList();
        var first = await Task.WhenAny(streams);
        Assert.Equal("text/event-stream", (await first).Content.Headers.ContentType?.MediaType);
        await leave.CancelAsync();
        foreach (var stream in streams)
        {
            try
            {
                (await stream).Dispose();
            }
            catch (OperationCanceledException)
            {
            }
        }

        var clock = Stopwatch.StartNew();
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", """{"schemaName": "contact", "text": "Call John Doe."}"""));
        // Run to their end the fifty would take minutes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"answered after {clock.Elapsed}");
        Assert.DoesNotContain(service.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        TestContext.Current.SendDiagnosticMessage($"answered {clock.Elapsed.TotalMilliseconds:F0} ms after fifty streams went away");
    }

    private async Task<List<(string Type, JsonElement Data)>> StreamAsync(string body)
    {
        using var response = await SendAsync(_service.Client, body, CancellationToken.None);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = new List<(string, JsonElement)>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            events.Add((item.EventType, JsonElement.Parse(item.Data)));
        return events;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string body, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/extract") { Content = ServiceUnderTest.Json(body) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
