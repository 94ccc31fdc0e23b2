using System.Net;
using Microsoft.Extensions.Options;
using StructGen.Api.Idempotency;
using StructGen.Api.Tests.Access;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Idempotency;

/// <summary>Requests that are sent again with the same <c>Idempotency-Key</c>.</summary>
public sealed class IdempotencyTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task TheSameRequestGetsTheSameAnswerWithoutTheModel()
    {
        var first = await SendAsync("a", AccessService.Ask);
        var calls = _service.Model.Calls;
        var again = await SendAsync("a", AccessService.Ask);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(calls, _service.Model.Calls);
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", AccessService.Ask));
        Assert.Equal(calls + 1, _service.Model.Calls);
    }

    [Fact]
    public async Task AnotherRequestWithTheSameKeyIsAConflict()
    {
        await ProblemAssert.OkAsync(await SendAsync("b", AccessService.Ask));
        await ProblemAssert.IsAsync(await SendAsync("b", AccessService.Ask.Replace("Jane", "Joan", StringComparison.Ordinal)), 422, "idempotency-conflict");
    }

    [Fact]
    public async Task RequestsAtTheSameTimeAreOne()
    {
        var release = new TaskCompletionSource();
        var calls = _service.Model.Calls;
        var answer = _service.Model.Answer;
        _service.Model.Answer = async (call, token) =>
        {
            await release.Task.WaitAsync(token);
            return await answer(call, token);
        };
        var running = Enumerable.Range(0, 5).Select(_ => SendAsync("c", AccessService.Ask)).ToList();
        await Task.Delay(300);
        release.SetResult();
        var answers = await Task.WhenAll(running);
        _service.Model.Answer = answer;
        Assert.All(answers, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(4, answers.Count(response => response.Headers.Contains("Idempotent-Replayed")));
        Assert.Equal(calls + 1, _service.Model.Calls);
    }

    [Fact]
    public async Task AFailureIsNotRepeated()
    {
        var ask = AccessService.Ask.Replace("\"string\"", "\"string\", \"minLength\": 60", StringComparison.Ordinal);
        await ProblemAssert.IsAsync(await SendAsync("d", ask), 502, "invalid-answer");
        var calls = _service.Model.Calls;
        var again = await SendAsync("d", ask);
        await ProblemAssert.IsAsync(again, 502, "invalid-answer");
        Assert.False(again.Headers.Contains("Idempotent-Replayed"));
        Assert.True(_service.Model.Calls > calls);
    }

    [Fact]
    public async Task AStreamIsAnsweredAnew()
    {
        for (var i = 0; i < 2; i++)
        {
            var stream = await SendAsync("e", AccessService.Ask, "text/event-stream");
            Assert.Contains("event: result", await stream.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.False(stream.Headers.Contains("Idempotent-Replayed"));
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model": "fake/model", "messages": [{"role": "user", "content": "Hello"}]}""", true)]
    [InlineData("/v1/chat/completions", """{"model": "fake/model", "stream": true, "messages": [{"role": "user", "content": "Hello"}]}""", false)]
    [InlineData("/v1/tool-calls", """{"model": "fake/model", "input": "Hello", "tools": [], "toolChoice": "none"}""", true)]
    [InlineData("/v1/prompt", AccessService.Ask, false)]
    public async Task TheAddressesThatAskModelsRepeatTheirAnswers(string path, string ask, bool repeats)
    {
        foreach (var replayed in new[] { false, repeats })
        {
            using var request = Request("f" + path + ask.Length, ask, path);
            var answer = await _service.Client.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            Assert.Equal(replayed, answer.Headers.Contains("Idempotent-Replayed"));
        }
    }

    [Fact]
    public async Task AKeyThatIsNoneIsRefused()
        => await ProblemAssert.IsAsync(await SendAsync(new string('k', 256), AccessService.Ask), 400, "malformed-request");

    [Fact]
    public async Task CallersDoNotShareKeys()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, AccessService.Settings);
        var (one, _) = await AccessService.CreateKeyAsync(service, "extract");
        var (other, _) = await AccessService.CreateKeyAsync(service, "extract");
        foreach (var (key, replayed) in new[] { (one, false), (other, false), (one, true) })
        {
            using var request = Request("same", AccessService.Ask);
            request.Headers.Authorization = new("Bearer", key);
            Assert.Equal(replayed, (await service.Client.SendAsync(request)).Headers.Contains("Idempotent-Replayed"));
        }
    }

    [Fact]
    public void End_MoreThanTheBounds_ForgetsTheOldest()
    {
        var store = new ReplyStore(Options.Create(new ApiLimits { IdempotentAnswers = 3, IdempotentBytes = 100 }), TimeProvider.System);
        for (var i = 0; i < 50; i++)
        {
            var request = new IdempotentRequest("f");
            Assert.Same(request, store.GetOrAdd($"{i}", request));
            store.End($"{i}", request, new StoredReply(200, null, new byte[i % 60]));
            Assert.InRange(store.Bytes, 0, 100);
        }

        Assert.NotSame(store.GetOrAdd("49", new IdempotentRequest("f")), store.GetOrAdd("10", new IdempotentRequest("f")));
        Assert.True(store.GetOrAdd("49", new IdempotentRequest("f")).Reply.IsCompleted);
        Assert.False(store.GetOrAdd("11", new IdempotentRequest("f")).Reply.IsCompleted);
    }

    private async Task<HttpResponseMessage> SendAsync(string key, string json, string? accept = null)
    {
        using var request = Request(key, json);
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        return await _service.Client.SendAsync(request);
    }

    private static HttpRequestMessage Request(string key, string json, string path = "/v1/extract")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = ServiceUnderTest.Json(json) };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
