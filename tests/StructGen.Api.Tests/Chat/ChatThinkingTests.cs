using System.Text.Json;
using StructGen.Api.Tests.Hosting;
using StructGen.TestKit.Models;

namespace StructGen.Api.Tests.Chat;

/// <summary>Models that think first: a scripted one, whose template knows the tag or does not.</summary>
public sealed class ChatThinkingTests
{
    private const string Format = """
        "response_format": {"type": "json_schema", "json_schema": {"name": "a", "strict": true, "schema": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": false}}}
        """;

    private static readonly Dictionary<string, string> Thinks = new() { ["tokenizer.chat_template"] = "… <think>\n … </think> …" };

    [Theory]
    [InlineData(true, "")]
    [InlineData(true, "\"reasoning_effort\": \"high\", ")]
    [InlineData(false, "\"thinking_budget\": 100, ")]
    public async Task TheThoughtComesFirstAndStaysApart(bool isThinker, string wish)
    {
        await using var service = await ChatService.WithAsync(Model(isThinker, "Let me see {\"a\": 1}.", """{"a": 42}"""));
        var answer = await ProblemAssert.OkAsync(await service.PostAsync(ChatService.Address, ChatService.Ask(wish + Format)));
        var message = answer.GetProperty("choices")[0].GetProperty("message");
        Assert.Equal("""{"a": 42}""", message.GetProperty("content").GetString());
        Assert.Equal("Let me see {\"a\": 1}.", message.GetProperty("reasoning_content").GetString());
        var usage = answer.GetProperty("usage");
        var thought = usage.GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32();
        Assert.InRange(thought, 20, usage.GetProperty("completion_tokens").GetInt32() - 9);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "\"reasoning_effort\": \"high\", ")]
    [InlineData(false, "\"thinking_budget\": 0, ")]
    [InlineData(true, "\"reasoning_effort\": \"none\", ")]
    [InlineData(true, "\"thinking_budget\": 0, ")]
    public async Task NoThoughtWhereNoneIsWantedOrKnown(bool isThinker, string wish)
    {
        await using var service = await ChatService.WithAsync(Model(isThinker, "Let me see.", """{"a": 42}"""));
        var message = (await ChatService.ChoiceAsync(service, ChatService.Ask(wish + Format))).GetProperty("message");
        Assert.Equal("""{"a": 42}""", message.GetProperty("content").GetString());
        Assert.False(message.TryGetProperty("reasoning_content", out _));
    }

    [Fact]
    public async Task TheBudgetEndsTheThoughtAndNotTheAnswer()
    {
        await using var service = await ChatService.WithAsync(Model(true, new string('m', 500), """{"a": 42}"""));
        var choice = await ChatService.ChoiceAsync(service, ChatService.Ask("\"thinking_budget\": 30, " + Format));
        Assert.Equal((new string('m', 30), "stop"), (choice.GetProperty("message").GetProperty("reasoning_content").GetString(), choice.GetProperty("finish_reason").GetString()));
        Assert.Equal("""{"a": 42}""", choice.GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task TheTokenLimitCountsBothAndLeavesHalfForTheAnswer()
    {
        await using var service = await ChatService.WithAsync(Model(true, new string('m', 500), """{"a": 42}"""));
        var answer = await ProblemAssert.OkAsync(await service.PostAsync(ChatService.Address, ChatService.Ask("\"max_completion_tokens\": 120, " + Format)));
        Assert.Equal(60, answer.GetProperty("choices")[0].GetProperty("message").GetProperty("reasoning_content").GetString()!.Length);
        Assert.InRange(answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32(), 60, 120);
    }

    [Fact]
    public async Task TheThoughtIsStreamedBeforeTheContent()
    {
        await using var service = await ChatService.WithAsync(Model(true, "Hm, hm.", "Good day."));
        var deltas = ChatService.Deltas(await ChatService.EventsAsync(service, ChatService.Ask("\"stream\": true")));
        Assert.Equal(("Hm, hm.", "Good day."), (ChatService.Join(deltas, "reasoning_content"), ChatService.Join(deltas, "content")));
        var kinds = deltas.Skip(1).SkipLast(1).Select(delta => Assert.Single(delta.EnumerateObject()).Name).ToList();
        Assert.Equal(kinds.OrderByDescending(kind => kind, StringComparer.Ordinal), kinds);
        Assert.True(kinds.Count > 10);
    }

    /// <summary>Writes a thought and its closing tag where a thought was opened, else the answer.</summary>
    private static FakeTokenModel Model(bool isThinker, string thought, string answer)
    {
        var model = FakeTokenModel.Writing(prompt => prompt.EndsWith("<think>\n", StringComparison.Ordinal) ? thought + "</think>" : answer);
        if (isThinker) model.Metadata = Thinks;
        return model;
    }
}
