using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Api.Access;
using StructGen.Api.Tests.Hosting;
using StructGen.Generation.Compiling;

namespace StructGen.Api.Tests.Limits;

/// <summary>Compiles at once are bounded, fair between callers, and touch nothing else. Counts, not times.</summary>
public sealed class CompileLimitTests
{
    private const string Schema = """{"type": "object", "properties": {"name": {"type": "string"}}}""";
    private const string OpenApi = """{"document": {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "servers": [{"url": "https://a.example"}], "paths": {"/x": {"get": {"operationId": "x", "responses": {}}}}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Everything that works on a schema, each with a schema of its own so that nothing is known already.</summary>
    private static IEnumerable<(string What, Func<ServiceUnderTest, string, Task<HttpResponseMessage>> Send)> Sites()
    {
        yield return ("check", (service, schema) => service.PostAsync("/v1/schemas/check", schema));
        yield return ("put", (service, schema) => service.PutAsync("/v1/schemas/new", schema));
        yield return ("gbnf", (service, _) => service.Client.GetAsync("/v1/schemas/known/gbnf"));
        yield return ("diff", (service, _) => service.Client.GetAsync("/v1/schemas/known/diff?from=1&to=2"));
        yield return ("tool", (service, schema) => service.PutAsync("/v1/tools/new", $$"""{"parameters": {{schema}} }"""));
        yield return ("import", (service, _) => service.PostAsync("/v1/tools/import", OpenApi));
        yield return ("prompt", (service, schema) => service.PostAsync("/v1/prompt", $$"""{"schema": {{schema}}, "text": "x", "model": "fake/model"}"""));
        yield return ("parse", (service, schema) => service.PostAsync("/v1/parse", $$"""{"schema": {{schema}}, "raw": "{}"}"""));
        yield return ("extract", (service, schema) => service.PostAsync("/v1/extract", $$"""{"schema": {{schema}}, "text": "x", "model": "fake/model"}"""));
        yield return ("tools", (service, schema) => service.PostAsync("/v1/tool-calls", $$"""{"input": "x", "tools": [{"name": "f", "parameters": {{schema}} }], "model": "fake/model"}"""));
        yield return ("chat", (service, schema) => service.PostAsync("/v1/chat/completions", $$"""{"model": "fake/model", "messages": [{"role": "user", "content": "x"}], "response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {{schema}} } } }"""));
    }

    [Fact]
    public async Task WhatWorksOnSchemasGoesThroughTheQueueAndIsRefusedWhenItIsFull()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Limits:CompileThreads=2", "Limits:CompileQueue=0");
        await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/known", Schema));
        await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/known", """{"type": "string"}"""));
        using (new Held(service, callers: 2))
        {
            var number = 0;
            foreach (var (what, send) in Sites())
            {
                var response = await send(service, $$"""{"type": "object", "properties": {"p{{number++}}": {"type": "integer"} } }""");
                Assert.True(response.StatusCode == HttpStatusCode.TooManyRequests, $"{what}: {response.StatusCode} {await response.Content.ReadAsStringAsync(Token)}");
                Assert.NotNull(response.Headers.RetryAfter);
            }

            Assert.Equal("ok", await service.Client.GetStringAsync("/healthz", Token));
            await ProblemAssert.OkAsync(await service.Client.GetAsync("/v1/schemas/known", Token));
        }

        await ProblemAssert.OkAsync(await service.PostAsync("/v1/schemas/check", Schema));
    }

    [Fact]
    public async Task WhileOneCallerFillsItsShareHealthLookUpsAnswersAndAnothersCompileAreServed()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Limits:CompileThreads=4");
        var ask = $$"""{"schema": {{Schema}}, "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model"}""";
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", ask));
        using var held = new Held(service, callers: 1, each: 50);
        for (var round = 0; round < 20; round++)
        {
            Assert.Equal("ok", await service.Client.GetStringAsync("/healthz", Token));
            Assert.True((await service.Client.GetAsync("/v1/schemas", Token)).IsSuccessStatusCode);
            await ProblemAssert.OkAsync(await service.PostAsync("/v1/schemas/check", $$"""{"type": "object", "properties": {"q{{round}}": true} }"""));
        }

        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", ask));
        var queue = service.Services.GetRequiredService<CompileQueue>();
        Assert.Equal((2, 48), (queue.Running, queue.Waiting));
    }

    [Fact]
    public async Task AClientThatLeavesTakesItsCompileOutOfTheQueue()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Limits:CompileThreads=1");
        var queue = service.Services.GetRequiredService<CompileQueue>();
        using var held = new Held(service, callers: 1);
        foreach (var (what, send) in Sites().Where(site => site.What is "check" or "put" or "parse" or "prompt" or "extract" or "chat" or "import"))
        {
            using var client = new HttpClient { BaseAddress = service.Client.BaseAddress };
            using var leaving = new CancellationTokenSource();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/schemas/check") { Content = ServiceUnderTest.Json($$"""{"type": "object", "properties": {"{{what}}": true} }""") };
            var sent = what == "check" ? client.SendAsync(request, leaving.Token) : send(service, $$"""{"type": "object", "properties": {"{{what}}": true} }""");
            await UntilAsync(() => queue.Waiting == 1);
            if (what != "check") service.Client.CancelPendingRequests();
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
            await UntilAsync(() => queue.Waiting == 0);
        }
    }

    [Theory]
    [InlineData("10.0.0.1", "address:10.0.0.1")]
    [InlineData("::ffff:10.0.0.1", "address:10.0.0.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "address:20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::", "address:20010DB800010002")]
    public void NameOf_Address_IsOneCallerPerNetwork(string address, string name) => Assert.Equal(name, CompileCallers.NameOf(IPAddress.Parse(address)));

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; !holds() && tries < 6000; tries++) await Task.Delay(10, Token);
        Assert.True(holds());
    }

    /// <summary>Compiles of other callers that hold their threads until it is disposed.</summary>
    private sealed class Held : IDisposable
    {
        private readonly ManualResetEventSlim _gate = new();
        private readonly CompileQueue _queue;

        public Held(ServiceUnderTest service, int callers, int each = 1)
        {
            _queue = service.Services.GetRequiredService<CompileQueue>();
            for (var caller = 0; caller < callers; caller++) Send($"other{caller}", each);
        }

        public void Dispose()
        {
            _gate.Set();
            SpinWait.SpinUntil(() => _queue.Running == 0, TimeSpan.FromMinutes(1));
            _gate.Dispose();
        }

        private async void Send(string caller, int jobs)
        {
            CompileCaller.Set(caller);
            await Task.WhenAll(Enumerable.Range(0, jobs).Select(_ => _queue.RunAsync(token => _gate.Wait(Timeout.Infinite, token), CancellationToken.None)));
        }
    }
}
