using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Api.Tests.Hosting;
using StructGen.Generation.Models;
using StructGen.TestKit.Chat;

namespace StructGen.Api.Tests.Chat;

/// <summary>Errors in OpenAI's form on the addresses that its clients call, and only there.</summary>
public sealed class ChatErrorTests(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task AnUnknownModelIsNotFound()
    {
        var message = await ChatAssert.ErrorAsync(await _service.PostAsync(ChatService.Address, ChatService.Ask("\"n\": 1", "gpt-9")), 404, "model", "model_not_found");
        Assert.Contains("gpt-9", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownRegisteredSchemaIsNotFound()
        => await ChatAssert.ErrorAsync(
            await _service.PostAsync(ChatService.Address, ChatService.Ask("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"nobody\", \"version\": 3}}")),
            404,
            "response_format.json_schema.name",
            "unknown_schema");

    [Fact]
    public async Task WhatIsNoJsonIsABadRequest() => await ChatAssert.ErrorAsync(await _service.PostAsync(ChatService.Address, "{"), 400, null, null);

    [Fact]
    public async Task APromptThatIsTooLongSaysSoInOpenAIsCode()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 2000));
        var message = await ChatAssert.ErrorAsync(
            await _service.PostAsync(ChatService.Address, $$"""{"model": "fake", "messages": [{"role": "user", "content": "{{text}}"}]}"""), 400, "messages", "context_length_exceeded");
        Assert.Contains("4096", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALimitBelowTheShortestAnswerIsRefusedBeforeAnythingIsWritten()
    {
        const string format = """
            "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "string", "minLength": 40}}}, "max_tokens": 5
            """;
        var message = await ChatAssert.ErrorAsync(await _service.PostAsync(ChatService.Address, ChatService.Ask(format)), 400, "max_tokens", null);
        Assert.Contains("max_tokens", message, StringComparison.Ordinal);
        Assert.DoesNotContain("maxTokens", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherAddressesAndMethodsAnswerInTheSameForm()
    {
        await ChatAssert.ErrorAsync(await _service.PostAsync("/v1/chat/elsewhere", "{}"), 404, null, "not_found");
        await ChatAssert.ErrorAsync(await _service.Client.GetAsync(ChatService.Address), 405, null, "method_not_allowed");
        await ChatAssert.ErrorAsync(await _service.Client.GetAsync("/v1/models/nobody/none"), 404, "model", "model_not_found");
        using var form = new StringContent("a=b", Encoding.UTF8, "text/plain");
        await ChatAssert.ErrorAsync(await _service.Client.PostAsync(ChatService.Address, form), 415, null, "unsupported_media_type");
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", """{"text": "x", "schemaName": "nobody"}"""), 404, "unknown-schema");
    }

    [Fact]
    public async Task EveryResponseHasARequestId()
    {
        foreach (var path in (string[])["/healthz", "/v1/models", "/v1/schemas/nobody", "/nowhere"])
            Assert.Matches("^req_[a-z0-9]{24}$", Assert.Single((await _service.Client.GetAsync(path)).Headers.GetValues("x-request-id")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz") { Headers = { { "x-request-id", "mine-1" } } };
        Assert.Equal("mine-1", Assert.Single((await _service.Client.SendAsync(request)).Headers.GetValues("x-request-id")));
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/healthz") { Headers = { { "x-request-id", "a b<c>" } } };
        Assert.StartsWith("req_", Assert.Single((await _service.Client.SendAsync(forged)).Headers.GetValues("x-request-id")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyKeyIsAccepted()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatService.Address) { Content = ServiceUnderTest.Json(ChatService.Ask("\"n\": 1")), Headers = { { "Authorization", "Bearer sk-anything" } } };
        Assert.Equal(HttpStatusCode.OK, (await _service.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task AProviderThatDoesNotAnswerMayBeAskedAgain()
    {
        var client = new ScriptedChatClient().Fail(new ModelCallException("it answers 401.", isTransient: false));
        await using var service = await ChatService.WithAsync(client, new TextModelCapabilities());
        await ChatAssert.ErrorAsync(await service.PostAsync(ChatService.Address, ChatService.Ask("\"n\": 1", "remote/model")), 503, null, "model_unavailable", "server_error", retry: true);
    }

    [Fact]
    public async Task TooManyAtOnceIsARateLimit()
    {
        var client = new ScriptedChatClient().Hang();
        await using var service = await ServiceUnderTest.StartWithAsync(
            services => services.AddSingleton<ITextModelProvider>(new FixedTextModels(new TextModel("remote/model", client, new()))),
            null,
            "Limits:Concurrency=1");
        using var stop = new CancellationTokenSource();
        var first = service.Client.PostAsync(ChatService.Address, ServiceUnderTest.Json(ChatService.Ask("\"n\": 1", "remote/model")), stop.Token);
        for (var tries = 0; tries < 200 && client.Sent.Count == 0; tries++) await Task.Delay(20);
        var response = await service.PostAsync(ChatService.Address, ChatService.Ask("\"n\": 1", "remote/model"));
        Assert.NotNull(response.Headers.RetryAfter);
        await ChatAssert.ErrorAsync(response, 429, null, "rate_limit_exceeded", "rate_limit_error", retry: true);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task AnAnswerThatStaysInvalidIsNotWorthAskingAgain()
    {
        var client = new ScriptedChatClient("no JSON", "still none", "none");
        await using var service = await ChatService.WithAsync(client, new TextModelCapabilities());
        const string format = """
            "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}}}
            """;
        await ChatAssert.ErrorAsync(await service.PostAsync(ChatService.Address, ChatService.Ask(format, "remote/model")), 502, null, "invalid_answer", "server_error");
        Assert.Equal(3, client.Sent.Count);
    }

    [Fact]
    public async Task RepairsKeepToTheServicesLimit()
    {
        var client = new ScriptedChatClient("no JSON");
        await using var service = await ServiceUnderTest.StartWithAsync(
            services => services.AddSingleton<ITextModelProvider>(new FixedTextModels(new TextModel("remote/model", client, new()))), null, "Limits:MaxRetries=0");
        await ChatAssert.ErrorAsync(
            await service.PostAsync(ChatService.Address, ChatService.Ask("\"response_format\": {\"type\": \"json_object\"}", "remote/model")), 502, null, "invalid_answer", "server_error");
        Assert.Single(client.Sent);
    }

    [Fact]
    public async Task TheTimeThatRanOutIsNotWorthAskingAgain()
    {
        await using var service = await ServiceUnderTest.StartWithAsync(
            services => services.AddSingleton<ITextModelProvider>(new FixedTextModels(new TextModel("remote/model", new ScriptedChatClient().Hang(), new()))),
            null,
            "Limits:Timeout=00:00:00.200");
        await ChatAssert.ErrorAsync(await service.PostAsync(ChatService.Address, ChatService.Ask("\"n\": 1", "remote/model")), 504, null, "timeout", "server_error");
    }
}
