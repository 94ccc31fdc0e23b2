using System.Text;
using System.Text.Json;
using StructGen.Api.Tests.Hosting;
using StructGen.Constraints;
using StructGen.TestKit.Models;

namespace StructGen.Api.Tests.Chat;

/// <summary>What a stream does that a real model cannot be made to show at will.</summary>
public sealed class ChatStreamTests
{
    private const string Look = """{"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {"at": {"type": "string", "maxLength": 9}}, "required": ["at"], "additionalProperties": false}}}""";

    [Fact]
    public async Task CharactersThatAreSplitOverTokensComeWhole()
    {
        // The model's tokens are single bytes.
        await using var service = await ChatService.WritingAsync("Grüße, 世界 🙂");
        var events = await ChatService.EventsAsync(service, ChatService.Ask("\"stream\": true"));
        Assert.Equal("Grüße, 世界 🙂", ChatService.Join(ChatService.Deltas(events), "content"));
        Assert.DoesNotContain(events, text => text.Contains('\uFFFD', StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatMayBecomeAStopStringIsHeldBack()
    {
        await using var service = await ChatService.WritingAsync("one\ntwo\n\nthree");
        var deltas = ChatService.Deltas(await ChatService.EventsAsync(service, ChatService.Ask("\"stream\": true, \"stop\": \"\\n\\n\"")));
        Assert.Equal("one\ntwo", ChatService.Join(deltas, "content"));
    }

    [Fact]
    public async Task ContentIsLiveAndRoleAndFinishComeOnce()
    {
        await using var service = await ChatService.WritingAsync("Good day.");
        var events = await ChatService.EventsAsync(service, ChatService.Ask("\"stream\": true"));
        var deltas = ChatService.Deltas(events);
        Assert.Equal("""{"role":"assistant","content":""}""", deltas[0].GetRawText());
        Assert.Equal("Good day.".Select(c => $$"""{"content":"{{c}}"}"""), deltas.Skip(1).SkipLast(1).Select(delta => delta.GetRawText()));
        Assert.Equal("{}", deltas[^1].GetRawText());
        Assert.Equal("stop", JsonElement.Parse(events[^2]).GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal("[DONE]", events[^1]);
    }

    [Fact]
    public async Task CallsAreLiveAndTheirArgumentsExact()
    {
        await using var service = await ChatService.WritingAsync("""[{"name": "look", "arguments": {"at": "a\"}]🙂"}}, {"name": "look", "arguments": {"at": "sea"}}]""");
        var deltas = ChatService.Deltas(await ChatService.EventsAsync(service, ChatService.Ask($$$""" "stream": true, "tools": [{{{Look}}}] """)));
        Assert.Equal("""{"role":"assistant"}""", deltas[0].GetRawText());
        var calls = deltas.Skip(1).SkipLast(1).Select(delta => Assert.Single(delta.GetProperty("tool_calls").EnumerateArray())).ToList();
        Assert.Equal([0, 1], calls.Select(call => call.GetProperty("index").GetInt32()).Distinct());
        Assert.Equal(calls.Select(call => call.GetProperty("index").GetInt32()).Order(), calls.Select(call => call.GetProperty("index").GetInt32()));
        string[] arguments = ["""{"at": "a\"}]🙂"}""", """{"at": "sea"}"""];
        Assert.Equal(arguments, calls.GroupBy(call => call.GetProperty("index").GetInt32()).Select(call => string.Concat(call.Select(delta => delta.GetProperty("function").GetProperty("arguments").GetString()))));
        Assert.Equal(2, calls.Count(call => call.TryGetProperty("id", out _)));
        Assert.True(calls.Count > 20);
    }

    [Fact]
    public async Task WordsBesideToolsAreLive()
    {
        await using var service = await ChatService.WritingAsync("""{"name": "reply", "arguments": {"text": "Hi \"you\"\n🙂"}}""");
        var deltas = ChatService.Deltas(await ChatService.EventsAsync(service, ChatService.Ask($$$""" "stream": true, "tools": [{{{Look}}}] """)));
        Assert.Equal("Hi \"you\"\n🙂", ChatService.Join(deltas, "content"));
        Assert.True(deltas.Count > 8);
        Assert.DoesNotContain(deltas, delta => delta.TryGetProperty("tool_calls", out _));
    }

    [Fact]
    public async Task AnEmptyAnswerIsStillAMessage()
    {
        await using var service = await ChatService.WritingAsync("");
        var deltas = ChatService.Deltas(await ChatService.EventsAsync(service, ChatService.Ask("\"stream\": true")));
        Assert.Equal(["""{"role":"assistant","content":""}""", "{}"], deltas.Select(delta => delta.GetRawText()));
    }

    [Fact]
    public async Task ALongWaitIsFilledWithComments()
    {
        var model = FakeTokenModel.Writing("Good day.");
        model.OnAppend = () => Thread.Sleep(120);
        await using var service = await ChatService.WithAsync(model, "Chat:PingSeconds=0.03");
        var text = await (await service.PostAsync(ChatService.Address, ChatService.Ask("\"stream\": true"))).Content.ReadAsStringAsync();
        Assert.Contains(": ping\n\n", text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatHasToBeCheckedIsSentWhenItWas()
    {
        const string schema = """{"type": "object", "properties": {"a": {"type": "string", "pattern": "^(x|y)\\1$", "maxLength": 2}}, "required": ["a"], "additionalProperties": false}""";
        await using var service = await ChatService.WritingAsync("""{"a": "xx"}""");
        var body = ChatService.Ask($$$""" "stream": true, "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {{{schema}}}}} """);
        var deltas = ChatService.Deltas(await ChatService.EventsAsync(service, body));
        Assert.Equal("""{"a": "xx"}""", ChatService.Join(deltas, "content"));

        await using var invalid = await ChatService.WritingAsync("""{"a": "xy"}""");
        await ChatAssert.ErrorAsync(await invalid.PostAsync(ChatService.Address, body), 502, null, "invalid_answer", "server_error");
    }

    [Fact]
    public async Task WhatIsWrongBeforeTheModelWritesIsAPlainError()
    {
        await using var service = await ChatService.WritingAsync("x");
        await ChatAssert.ErrorAsync(await service.PostAsync(ChatService.Address, ChatService.Ask("\"stream\": true, \"logprobs\": true")), 400, "logprobs", "unsupported_parameter");
    }

    [Fact]
    public async Task AClientThatLeavesStopsTheGeneration()
    {
        var left = new TaskCompletionSource();
        var model = FakeTokenModel.Writing(new string('x', 4000));
        model.OnAppend = () => Thread.Sleep(2);
        await using var service = await ChatService.WithAsync(model);
        using (var request = new HttpRequestMessage(HttpMethod.Post, ChatService.Address) { Content = ServiceUnderTest.Json(ChatService.Ask("\"stream\": true")) })
        using (var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            var buffer = new byte[200];
            Assert.True(await (await response.Content.ReadAsStreamAsync()).ReadAsync(buffer) > 0);
            Assert.StartsWith("data: {", Encoding.UTF8.GetString(buffer), StringComparison.Ordinal);
        }

        for (var tries = 0; tries < 250 && model.Open > 0; tries++) await Task.Delay(20);
        Assert.Equal(0, model.Open);
        Assert.True(model.Appends < 3000, $"{model.Appends} tokens were written.");
    }
}
