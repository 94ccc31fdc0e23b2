using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Chats;
using StructGen.Generation.Requests;
using StructGen.Generation.Tests.Pipeline;
using StructGen.Generation.Tools;
using StructGen.TestKit.Chat;

namespace StructGen.Generation.Tests.Tools;

/// <summary>A call that was answered is not offered again, and results reach the model in the order of their calls.</summary>
public class AnsweredCallsTests
{
    private static readonly ToolDefinition Weather = new("get_weather", "the weather", PipelineSetup.Json("""{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"number"}},"required":["city"]}"""));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ChatMessage User(string text) => new(ChatRole.User, text);

    private static ChatMessage Calls(params (string Id, string City)[] calls)
        => new(ChatRole.Assistant, [.. calls.Select(AIContent (call) => new FunctionCallContent(call.Id, "get_weather", new Dictionary<string, object?> { ["city"] = call.City }))]);

    private static ChatMessage Result(string id, object? value) => new(ChatRole.Tool, [new FunctionResultContent(id, value)]);

    private static JsonElement Oslo(string json = """{"city": "Oslo"}""") => PipelineSetup.Json(json);

    [Theory]
    [InlineData("21 degrees", true)]
    [InlineData("""{"celsius": 21, "error": null}""", true)]
    [InlineData("""{"error": ""}""", true)]
    [InlineData("{broken", true)]
    [InlineData("""{"error": "no such city"}""", false)]
    [InlineData("Error: no such city", false)]
    public void Of_AnsweredWell_ContainsTheCall(string result, bool expected)
        => Assert.Equal(expected, AnsweredCalls.Of([User("Weather?"), Calls(("1", "Oslo")), Result("1", result)], ToolChoice.Auto)?.Contains("get_weather", Oslo()) ?? false);

    [Fact]
    public void Contains_ComparesArgumentsAsJsonValues()
    {
        var call = new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "get_weather", new Dictionary<string, object?> { ["city"] = "Oslo", ["days"] = 2 })]);
        var answered = AnsweredCalls.Of([User("?"), call, Result("1", "rain")], ToolChoice.Auto)!;
        Assert.True(answered.Contains("get_weather", Oslo("""{"days": 2.0, "city": "\u004fslo"}""")));
        Assert.False(answered.Contains("get_weather", Oslo("""{"days": 3, "city": "Oslo"}""")));
        Assert.False(answered.Contains("get_time", Oslo("""{"days": 2, "city": "Oslo"}""")));
    }

    [Fact]
    public void Of_NewMessageOfTheUserOrAnotherChoice_OffersTheCallAgain()
    {
        ChatMessage[] answered = [User("Weather?"), Calls(("1", "Oslo")), Result("1", "rain")];
        Assert.Null(AnsweredCalls.Of([.. answered, User("And now?")], ToolChoice.Auto));
        Assert.Null(AnsweredCalls.Of(answered, ToolChoice.Required));
        Assert.Null(AnsweredCalls.Of(answered, ToolChoice.Named("get_weather")));
        Assert.Null(AnsweredCalls.Of(answered, ToolChoice.None));
    }

    [Theory]
    [InlineData(GenerationMode.Prompt, true)]
    [InlineData(GenerationMode.Prompt, false)]
    [InlineData(GenerationMode.Native, true)]
    public async Task CallToolsAsync_RepeatedCall_AsksForTheAnswer(GenerationMode mode, bool guard)
    {
        const string Call = """{"name": "get_weather", "arguments": {"city": "Oslo"}}""";
        var chat = mode == GenerationMode.Native
            ? new ScriptedChatClient().Answer(new ChatResponse(Calls(("9", "Oslo")))).Write("Rain.")
            : new ScriptedChatClient(Call, """{"name": "reply", "arguments": {"text": "Rain."}}""");
        var setup = new PipelineSetup { Chat = chat, Options = options => options.Chat.RepeatGuard = guard };
        var request = new ToolCallRequest { Messages = [User("Weather in Oslo?"), Calls(("1", "Oslo")), Result("1", "rain")], Tools = [Weather], Mode = mode, Model = PipelineSetup.Remote };
        var result = await setup.Build().CallToolsAsync(request, Token);
        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal(guard ? "Rain." : null, result.Content);
        Assert.Equal(guard ? 0 : 1, result.Calls.Count);
        Assert.Equal(guard, result.Warnings.Any(warning => warning.Code == "call-repeated"));
    }

    [Fact]
    public async Task CallToolsAsync_OneOfTwoCallsRepeated_TheOtherIsLeft()
    {
        var setup = new PipelineSetup
        {
            Chat = new ScriptedChatClient("""[{"name": "get_weather", "arguments": {"city": "Oslo"}}, {"name": "get_weather", "arguments": {"city": "Rome"}}]"""),
        };
        var request = new ToolCallRequest
        {
            Messages = [User("Weather in Oslo and Rome?"), Calls(("1", "Oslo")), Result("1", "rain")],
            Tools = [Weather],
            Parallel = true,
            Mode = GenerationMode.Prompt,
            Model = PipelineSetup.Remote,
        };
        var result = await setup.Build().CallToolsAsync(request, Token);
        Assert.Equal("Rome", Assert.Single(result.Calls).Arguments.GetProperty("city").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChatTurns_ResultsInAnyOrder_StandInTheOrderOfTheirCalls(bool swapped)
    {
        ChatMessage[] results = [Result("o", "rain"), Result("r", "sun")];
        if (swapped) results = [.. results.Reverse()];
        var turns = ChatTurns.Of([User("Weather?"), Calls(("o", "Oslo"), ("r", "Rome")), .. results, User("Thanks.")], instructions: null);
        Assert.Equal(["user", "assistant", "user", "user"], turns.Select(turn => turn.Role));
        Assert.Equal("""
            get_weather({"city": "Oslo"}) returned: rain
            get_weather({"city": "Rome"}) returned: sun

            """, turns[2].Content);
    }

    [Fact]
    public void RepeatFilter_HoldsACallBackUntilItIsWhole()
    {
        var answered = AnsweredCalls.Of([User("?"), Calls(("1", "Oslo")), Result("1", "rain")], ToolChoice.Auto);
        var pieces = new List<ChatPiece>();
        var filter = new RepeatFilter(answered, pieces.Add);
        foreach (var piece in new ChatPiece[] { new CallPiece(0, "a", "get_weather"), new ArgumentsPiece(0, """{"city": """), new ArgumentsPiece(0, "\"Oslo\"}"), new CallPiece(1, "b", "get_weather"), new ArgumentsPiece(1, """{"city": "Rome"}""") })
            filter.Add(piece);
        Assert.Empty(pieces);
        filter.End();
        Assert.Equal([new CallPiece(0, "b", "get_weather"), new ArgumentsPiece(0, """{"city": "Rome"}""")], pieces);
        Assert.Equal(("get_weather", false), (filter.Dropped, filter.LeftNone));
    }
}
