using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Api.Tests.Hosting;
using StructGen.Generation.Models;
using StructGen.TestKit.Chat;

namespace StructGen.Api.Tests.Chat;

/// <summary>Remote models: passed through, with our checks and repairs around them.</summary>
public sealed class ChatRemoteTests
{
    private const string Format = """
        "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}}}
        """;

    private const string Tools = """
        "tools": [{"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {"at": {"type": "string"}}, "required": ["at"]}}}]
        """;

    private static readonly TextModelCapabilities Plain = new() { NativeSchema = false, NativeTools = false };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WordsPassThrough(bool streaming)
    {
        var client = new ScriptedChatClient("Good day to you.");
        await using var service = await ChatService.WithAsync(client, new());
        Assert.Equal("Good day to you.", await ContentAsync(service, "\"temperature\": 0.5, \"max_tokens\": 9, \"stop\": \"x\"", streaming));
        Assert.Equal((0.5f, 9, "x"), (client.Options[0]!.Temperature, client.Options[0]!.MaxOutputTokens, client.Options[0]!.StopSequences![0]));
        Assert.Equal(("user", "Hello"), (client.Sent[0][0].Role.Value, client.Sent[0][0].Text));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task DataIsCheckedAndRepaired(bool native, bool streaming)
    {
        var client = new ScriptedChatClient("""{"a": "many"}""", """{"a": 3}""");
        await using var service = await ChatService.WithAsync(client, native ? new() : Plain);
        Assert.Equal("""{"a": 3}""", await ContentAsync(service, Format, streaming));
        Assert.Equal(native, client.Options[0]!.ResponseFormat is ChatResponseFormatJson);
        Assert.Equal(!native, client.Sent[0].Any(message => message.Role == ChatRole.System));
        Assert.Equal("""{"a": "many"}""", client.Sent[1][^2].Text);
    }

    [Fact]
    public async Task RetriesAreCountedAndAccountedFor()
    {
        var client = new ScriptedChatClient("""{"a": "many"}""", """{"a": 3}""");
        await using var service = await ChatService.WithAsync(client, new());
        var answer = await ProblemAssert.OkAsync(await service.PostAsync(ChatService.Address, ChatService.Ask(Format, "remote/model")));
        Assert.Equal((20, 10), (answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32(), answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32()));
        var attempts = answer.GetProperty("structgen").GetProperty("attempts").EnumerateArray().ToList();
        Assert.Equal([10, 10], attempts.Select(attempt => attempt.GetProperty("prompt_tokens").GetInt32()));
        Assert.Equal([1, 0], attempts.Select(attempt => attempt.GetProperty("errors").GetArrayLength()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallsInTheProvidersFormPassThrough(bool streaming)
    {
        var client = new ScriptedChatClient().Call(new FunctionCallContent("theirs", "look", new Dictionary<string, object?> { ["at"] = "sky" }));
        await using var service = await ChatService.WithAsync(client, new());
        var (name, arguments) = await CallAsync(service, Tools, streaming);
        Assert.Equal(("look", """{"at":"sky"}"""), (name, arguments));
        Assert.Equal("look", Assert.Single(client.Options[0]!.Tools!).Name);
        Assert.True(client.Options[0]!.AllowMultipleToolCalls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallsAreAskedForInWordsWhereTheProviderKnowsNone(bool streaming)
    {
        var client = new ScriptedChatClient("""{"name": "look", "arguments": {}}""", """{"name": "look", "arguments": {"at": "sky"}}""");
        await using var service = await ChatService.WithAsync(client, Plain);
        var (name, arguments) = await CallAsync(service, Tools, streaming);
        Assert.Equal(("look", "sky"), (name, JsonElement.Parse(arguments).GetProperty("at").GetString()));
        Assert.Null(client.Options[0]!.Tools);
        Assert.Contains("look(at: string)", client.Sent[0][0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AConversationWithCallsPassesThrough()
    {
        var client = new ScriptedChatClient("It is blue.");
        await using var service = await ChatService.WithAsync(client, new());
        const string messages = """[{"role": "user", "content": "a"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "look", "arguments": "{\"at\": \"sky\"}"}}]}, {"role": "tool", "tool_call_id": "c1", "content": "blue"}]""";
        var choice = await ChatService.ChoiceAsync(service, $$"""{"model": "remote/model", "messages": {{messages}}, {{Tools}}}""");
        Assert.Equal("It is blue.", choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("sky", Assert.IsType<FunctionCallContent>(client.Sent[0][1].Contents.Single()).Arguments!["at"]!.ToString());
        Assert.Equal(("c1", "blue"), client.Sent[0][2].Contents.OfType<FunctionResultContent>().Select(result => (result.CallId, result.Result!.ToString())).Single());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARefusalIsARefusal(bool streaming)
    {
        var client = new ScriptedChatClient().Refuse("I would rather not.");
        await using var service = await ChatService.WithAsync(client, new());
        if (streaming)
        {
            var events = await ChatService.EventsAsync(service, ChatService.Ask("\"stream\": true, " + Format, "remote/model"));
            Assert.Equal(("I would rather not.", ""), (ChatService.Join(ChatService.Deltas(events), "refusal"), ChatService.Join(ChatService.Deltas(events), "content")));
            return;
        }

        var choice = await ChatService.ChoiceAsync(service, ChatService.Ask(Format, "remote/model"));
        Assert.Equal("I would rather not.", choice.GetProperty("message").GetProperty("refusal").GetString());
        Assert.Equal((JsonValueKind.Null, "stop"), (choice.GetProperty("message").GetProperty("content").ValueKind, choice.GetProperty("finish_reason").GetString()));
    }

    [Theory]
    [InlineData(Format)]
    [InlineData(Tools)]
    [InlineData("\"n\": 1")]
    public async Task ACutAnswerSaysLength(string members)
    {
        var client = new ScriptedChatClient().Write("{\"a\": ", ChatFinishReason.Length);
        await using var service = await ChatService.WithAsync(client, new());
        var choice = await ChatService.ChoiceAsync(service, ChatService.Ask(members, "remote/model"));
        Assert.Equal("length", choice.GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData("\"structured_outputs\": {\"regex\": \"[0-9]+\"}", "42")]
    [InlineData("\"structured_outputs\": {\"choice\": [\"42\", \"43\"]}", "42")]
    public async Task TextRulesAreCheckedAndRepaired(string format, string expected)
    {
        var client = new ScriptedChatClient("forty-two", "42");
        await using var service = await ChatService.WithAsync(client, new());
        Assert.Equal(expected, await ContentAsync(service, format, streaming: false));
        Assert.Equal(2, client.Sent.Count);
    }

    [Fact]
    public async Task AConnectionThatBreaksInTheStreamIsAnErrorEventAndNoEnd()
    {
        var client = new ScriptedChatClient("Good day to you, and to you, and to you.") { BreakAfter = 3 };
        await using var service = await ChatService.WithAsync(client, new());
        var text = "";
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatService.Address) { Content = ServiceUnderTest.Json(ChatService.Ask("\"stream\": true", "remote/model")) };
        using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await reader.ReadLineAsync() is { } line) text += line + "\n";
        });
        Assert.Contains("\"code\":\"model_unavailable\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"finish_reason\":\"", text, StringComparison.Ordinal);
    }

    private static async Task<string> ContentAsync(ServiceUnderTest service, string members, bool streaming)
    {
        if (streaming) return ChatService.Join(ChatService.Deltas(await ChatService.EventsAsync(service, ChatService.Ask("\"stream\": true, " + members, "remote/model"))), "content");
        return (await ChatService.ChoiceAsync(service, ChatService.Ask(members, "remote/model"))).GetProperty("message").GetProperty("content").GetString()!;
    }

    private static async Task<(string Name, string Arguments)> CallAsync(ServiceUnderTest service, string members, bool streaming)
    {
        if (!streaming)
        {
            var call = (await ChatService.ChoiceAsync(service, ChatService.Ask(members, "remote/model"))).GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
            return (call.GetProperty("name").GetString()!, call.GetProperty("arguments").GetString()!);
        }

        var deltas = ChatService.Deltas(await ChatService.EventsAsync(service, ChatService.Ask("\"stream\": true, " + members, "remote/model")));
        var functions = deltas.Where(delta => delta.TryGetProperty("tool_calls", out _)).Select(delta => delta.GetProperty("tool_calls")[0].GetProperty("function")).ToList();
        return (functions[0].GetProperty("name").GetString()!, string.Concat(functions.Select(function => function.GetProperty("arguments").GetString())));
    }
}
