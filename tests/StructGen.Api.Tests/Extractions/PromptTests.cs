using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Extractions;

public sealed class PromptTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task APromptIsTextOrMessagesAsTheLayoutSays()
    {
        var text = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/prompt", """{"schemaName": "contact", "text": "Call Jane.", "prompt": {"layout": "text"}}"""));
        Assert.Contains("Call Jane.", text.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.False(text.TryGetProperty("messages", out _));
        var chat = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/prompt", """{"schemaName": "contact", "text": "Call Jane.", "prompt": {"layout": "chat"}}"""));
        Assert.Equal("system", chat.GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.False(chat.TryGetProperty("text", out _));
        Assert.Equal(0, _service.Model.Calls);
    }

    [Fact]
    public async Task WhatAnEncoderCannotExpressIsRefused()
    {
        var body = """{"schema": {"type": "object", "properties": {"a": {"type": "object", "properties": {"b": {"type": "string"}}}}}, "text": "x", "prompt": {"encoder": "csv", "compat": true}}""";
        await ProblemAssert.IsAsync(await _service.PostAsync("/v1/prompt", body), 422, "inexpressible");
    }

    [Fact]
    public async Task AParsedAnswerTellsDataErrorsAndRepairs()
    {
        const string Schema = """{"type": "object", "properties": {"name": {"type": "string", "minLength": 3}}, "required": ["name"]}""";
        var good = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/parse", $$$"""{"schema": {{{Schema}}}, "raw": "<json>{'name': 'Jane',}</json>"}"""));
        Assert.Equal("Jane", good.GetProperty("validated").GetProperty("name").GetString());
        Assert.Empty(good.GetProperty("errors").EnumerateArray());
        Assert.NotEmpty(good.GetProperty("repairs").EnumerateArray());
        var bad = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/parse", $$$"""{"schema": {{{Schema}}}, "raw": "<json>{\"name\": \"Jo\"}</json>"}"""));
        Assert.NotEmpty(bad.GetProperty("errors").EnumerateArray());
    }
}
