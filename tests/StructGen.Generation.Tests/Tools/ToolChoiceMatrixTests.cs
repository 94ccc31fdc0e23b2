using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.Generation.Tests.Pipeline;
using StructGen.Generation.Tools;
using StructGen.TestKit.Chat;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Tools;

/// <summary>Every choice, with and without a schema for the answer, one call or several, comes to the same in grammar, native and prompt mode.</summary>
public class ToolChoiceMatrixTests
{
    private const string Call = """{"name":"get_weather","arguments":{"city":"Oslo"}}""";
    private const string Data = """{"celsius":21}""";
    private static readonly ToolDefinition Weather = new("get_weather", "the weather", PipelineSetup.Json("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""));
    private static readonly ToolDefinition Time = new("get_time", "the time");
    private static readonly JsonElement Answer = PipelineSetup.Json("""{"type":"object","properties":{"celsius":{"type":"integer"}},"required":["celsius"],"additionalProperties":false}""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<GenerationMode, string, bool, bool> All
    {
        get
        {
            var data = new TheoryData<GenerationMode, string, bool, bool>();
            foreach (var mode in new[] { GenerationMode.Grammar, GenerationMode.Native, GenerationMode.Prompt })
            foreach (var choice in new[] { "auto", "none", "required", "get_weather" })
            foreach (var parallel in new[] { false, true })
            foreach (var schema in new[] { false, true })
                data.Add(mode, choice, parallel, schema);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task CallToolsAsync_AModelThatWantsToCall_CallsWhereItMay(GenerationMode mode, string choice, bool parallel, bool schema)
    {
        var none = choice == "none";
        var text = none ? schema ? Reply(parallel) : "Hello." : parallel ? $"[{Call},{Call.Replace("Oslo", "Rome", StringComparison.Ordinal)}]" : Call;
        var result = await Run(mode, choice, parallel, schema, text, none ? [] : ["Oslo", .. parallel ? new[] { "Rome" } : []]);
        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal(none ? 0 : parallel ? 2 : 1, result.Calls.Count);
        Assert.All(result.Calls, call => Assert.Equal("get_weather", call.Name));
        Assert.Equal(none && !schema ? "Hello." : null, result.Content);
        Assert.Equal(none && schema ? 21 : null, result.Data?.GetProperty("celsius").GetInt32());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task CallToolsAsync_AModelThatWantsToAnswer_AnswersWhereItMay(GenerationMode mode, string choice, bool parallel, bool schema)
    {
        if (choice is "required" or "get_weather") return; // The masks or the judge do not let it; the other test and ToolCallTests have that.
        var text = schema ? Reply(parallel) : mode == GenerationMode.Grammar && choice == "auto" ? Words(parallel) : "Hello.";
        var result = await Run(mode, choice, parallel, schema, text, []);
        Assert.Equal((GenerationOutcome.Answered, 0), (result.Outcome, result.Calls.Count));
        Assert.Equal(schema ? null : "Hello.", result.Content);
        Assert.Equal(schema ? 21 : null, result.Data?.GetProperty("celsius").GetInt32());
    }

    [Theory]
    [InlineData(GenerationMode.Prompt)]
    [InlineData(GenerationMode.Native)]
    public async Task CallToolsAsync_BareDataWhereTheAnswerFunctionWasMeant_IsTheAnswerAndWordsAreNot(GenerationMode mode)
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient("It is warm.", Data) };
        var result = await setup.Build().CallToolsAsync(Ask(mode, "auto", false, true), Token);
        Assert.Equal((GenerationOutcome.Answered, 2, 21), (result.Outcome, result.Attempts.Count, result.Data?.GetProperty("celsius").GetInt32()));
    }

    [Fact]
    public async Task CallToolsAsync_AnswerSchemaOfNoObject_IsWrappedAndUnwrapped()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient("""{"name":"answer","arguments":{"value":[1,2]}}""") };
        var request = Ask(GenerationMode.Prompt, "auto", false, false) with { AnswerSchema = PipelineSetup.Json("""{"type":"array","items":{"type":"integer"}}""") };
        Assert.Equal("[1,2]", (await setup.Build().CallToolsAsync(request, Token)).Data?.GetRawText());
    }

    [Theory]
    [InlineData(GenerationMode.Grammar)]
    [InlineData(GenerationMode.Native)]
    [InlineData(GenerationMode.Prompt)]
    public async Task CallToolsAsync_ConversationWithCallsAndResults_ReachesTheModelWhole(GenerationMode mode)
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "Weather in Oslo?"),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "21 degrees")]),
        ];
        var setup = Setup(mode, false, mode == GenerationMode.Grammar ? Words(false) : "Hello.", []);
        var result = await setup.Build().CallToolsAsync(Ask(mode, "auto", false, false) with { Input = null, Messages = messages, Tools = [Weather] }, Token);
        Assert.Equal("Hello.", result.Content);
        if (mode == GenerationMode.Grammar) return;
        var sent = setup.Chat.Sent[0];
        if (mode == GenerationMode.Native)
        {
            Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool], sent.Select(message => message.Role));
            Assert.Equal("c1", sent[3].Contents.OfType<FunctionResultContent>().Single().CallId);
        }
        else
        {
            Assert.StartsWith("Be brief.", sent[0].Text, StringComparison.Ordinal);
            Assert.Contains("get_weather(", sent[0].Text, StringComparison.Ordinal);
            Assert.Equal("get_weather returned: 21 degrees", sent[3].Text.Trim());
        }
    }

    private static string Reply(bool parallel) => parallel ? $$"""[{"name":"answer","arguments":{{Data}}}]""" : $$"""{"name":"answer","arguments":{{Data}}}""";

    private static string Words(bool parallel)
    {
        const string One = """{"name":"reply","arguments":{"text":"Hello."}}""";
        return parallel ? $"[{One}]" : One;
    }

    private static ToolCallRequest Ask(GenerationMode mode, string choice, bool parallel, bool schema) => new()
    {
        Input = "Weather in Oslo?",
        Tools = [Weather, Time],
        Mode = mode,
        Model = mode == GenerationMode.Grammar ? "fake" : PipelineSetup.Remote,
        Choice = ToolChoice.Parse(choice),
        Parallel = parallel,
        AnswerSchema = schema ? Answer : null,
    };

    private static PipelineSetup Setup(GenerationMode mode, bool schema, string text, string[] cities)
    {
        if (mode == GenerationMode.Grammar) return new PipelineSetup { Local = [FakeTokenModel.Writing(text)], Compile = PipelineSetup.Engine };
        if (mode == GenerationMode.Prompt || (cities.Length == 0 && !schema)) return new PipelineSetup { Chat = new ScriptedChatClient(text) };
        FunctionCallContent[] calls = cities.Length == 0
            ? [new("p", "answer", new Dictionary<string, object?> { ["celsius"] = 21 })]
            : [.. cities.Select(city => new FunctionCallContent("p" + city, "get_weather", new Dictionary<string, object?> { ["city"] = city }))];
        return new PipelineSetup { Chat = new ScriptedChatClient().Call(calls) };
    }

    private static async Task<ToolCallResult> Run(GenerationMode mode, string choice, bool parallel, bool schema, string text, string[] cities)
    {
        var setup = Setup(mode, schema, text, cities);
        var result = await setup.Build().CallToolsAsync(Ask(mode, choice, parallel, schema), Token);
        Assert.Equal(mode, result.Mode);
        Assert.Single(result.Attempts);
        if (mode == GenerationMode.Native && choice != "none") Assert.Equal(parallel, setup.Chat.Options[0]!.AllowMultipleToolCalls);
        return result;
    }
}
