using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.Generation.Tests.Pipeline;
using StructGen.Generation.Tools;
using StructGen.TestKit.Chat;
using StructGen.TestKit.Constraints;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Tools;

public class ToolCallTests
{
    private const string Call = """{"name": "get_weather", "arguments": {"city": "Oslo"}}""";
    private static readonly ToolDefinition Weather = new("get_weather", "the weather", PipelineSetup.Json("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ToolCallRequest Ask(GenerationMode mode = GenerationMode.Prompt) => new() { Input = "Weather in Oslo?", Tools = [Weather], Mode = mode, Model = PipelineSetup.Remote };

    private static FunctionCallContent Native(string name, params (string, object?)[] arguments) => new("p1", name, arguments.ToDictionary(pair => pair.Item1, pair => pair.Item2));

    private static PipelineSetup Writing(params string[] texts) => new() { Chat = new ScriptedChatClient(texts) };

    [Fact]
    public async Task CallToolsAsync_PromptMode_ReadsTheCall()
    {
        var setup = Writing(Call);
        var result = await setup.Build().CallToolsAsync(Ask(), Token);

        Assert.Equal((GenerationOutcome.Answered, null), (result.Outcome, result.Content));
        var call = Assert.Single(result.Calls);
        Assert.Equal(("get_weather", "Oslo"), (call.Name, call.Arguments.GetProperty("city").GetString()));
        Assert.Matches("^call_[A-Za-z0-9]{24}$", call.Id);
        Assert.Contains("get_weather(city: string) // the weather", setup.Chat.Sent[0][0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallToolsAsync_AutoAndReplyFunction_IsContent()
    {
        var setup = Writing("""{"name": "reply", "arguments": {"text": "Hello!"}}""");
        var result = await setup.Build().CallToolsAsync(Ask(), Token);
        Assert.Equal((GenerationOutcome.Answered, 0, "Hello!"), (result.Outcome, result.Calls.Count, result.Content));
    }

    [Fact]
    public async Task CallToolsAsync_AutoAndProse_IsContent()
    {
        var result = await Writing("I do not know the weather.").Build().CallToolsAsync(Ask(), Token);
        Assert.Equal((GenerationOutcome.Answered, "I do not know the weather."), (result.Outcome, result.Content));
    }

    [Theory]
    [InlineData("required")]
    [InlineData("get_weather")]
    public async Task CallToolsAsync_CallNeededAndProse_IsRepaired(string choice)
    {
        var setup = Writing("It is sunny.", Call);
        var result = await setup.Build().CallToolsAsync(Ask() with { Choice = ToolChoice.Parse(choice) }, Token);
        Assert.Equal((GenerationOutcome.Answered, 1, 2), (result.Outcome, result.Calls.Count, result.Attempts.Count));
        Assert.DoesNotContain("reply(", setup.Chat.Sent[0][0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallToolsAsync_WrongArguments_AreToldByPointer()
    {
        var setup = Writing("""{"name": "get_weather", "arguments": {"town": "Oslo"}}""", Call);
        var result = await setup.Build().CallToolsAsync(Ask(), Token);
        Assert.Equal(2, result.Attempts.Count);
        Assert.Contains(result.Attempts[0].Errors, error => error.Pointer.StartsWith("/arguments", StringComparison.Ordinal));
        Assert.Contains("/arguments", setup.Chat.Sent[1][^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallToolsAsync_Parallel_GivesAllCalls()
    {
        var result = await Writing($"[{Call}, {Call.Replace("Oslo", "Rome", StringComparison.Ordinal)}]").Build().CallToolsAsync(Ask() with { Parallel = true }, Token);
        Assert.Equal(["Oslo", "Rome"], result.Calls.Select(call => call.Arguments.GetProperty("city").GetString()));
        Assert.Equal(2, result.Calls.Select(call => call.Id).Distinct().Count());
    }

    [Fact]
    public async Task CallToolsAsync_None_AnswersInWordsWithoutTools()
    {
        var setup = Writing("Hello.");
        var result = await setup.Build().CallToolsAsync(Ask() with { Choice = ToolChoice.None }, Token);
        Assert.Equal("Hello.", result.Content);
        Assert.Equal("Weather in Oslo?", Assert.Single(setup.Chat.Sent[0]).Text);
        Assert.Null(setup.Chat.Options[0]!.Tools);
    }

    [Fact]
    public async Task CallToolsAsync_NativeMode_HandsTheToolsOver()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient().Call(Native("get_weather", ("city", "Oslo"))) };
        var result = await setup.Build().CallToolsAsync(Ask(GenerationMode.Auto) with { Choice = ToolChoice.Required }, Token);

        Assert.Equal((GenerationOutcome.Answered, GenerationMode.Native), (result.Outcome, result.Mode));
        Assert.Equal("Oslo", Assert.Single(result.Calls).Arguments.GetProperty("city").GetString());
        Assert.Equal(ChatToolMode.RequireAny, setup.Chat.Options[0]!.ToolMode);
        Assert.Equal("get_weather", Assert.IsType<AIFunctionDeclaration>(Assert.Single(setup.Chat.Options[0]!.Tools!), exactMatch: false).Name);
        Assert.Contains("get_weather", result.Attempts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallToolsAsync_NativeModeAndFaultyCalls_AreRepaired()
    {
        var unread = new FunctionCallContent("p", "get_weather") { Exception = new InvalidOperationException("no JSON") };
        var setup = new PipelineSetup { Chat = new ScriptedChatClient().Call(unread).Call(Native("nobody")).Call(Native("get_weather", ("city", "Oslo"))) };
        var result = await setup.Build().CallToolsAsync(Ask(GenerationMode.Native), Token);
        Assert.Equal((GenerationOutcome.Answered, 3), (result.Outcome, result.Attempts.Count));
        Assert.All(result.Attempts.SkipLast(1), attempt => Assert.NotEmpty(attempt.Errors));
    }

    [Fact]
    public async Task CallToolsAsync_NativeModeAndWords_IsContentOnlyWhereTheModelMayChoose()
    {
        Assert.Equal("Hi.", (await Writing("Hi.").Build().CallToolsAsync(Ask(GenerationMode.Native), Token)).Content);
        var forced = await Writing("Hi.", "Hi.", "Hi.").Build().CallToolsAsync(Ask(GenerationMode.Native) with { Choice = ToolChoice.Required }, Token);
        Assert.Equal((GenerationOutcome.InvalidAnswer, null), (forced.Outcome, forced.Content));
    }

    [Fact]
    public async Task CallToolsAsync_GrammarMode_MasksTheCallSchema()
    {
        var setup = new PipelineSetup
        {
            Local = [FakeTokenModel.Writing(Call)],
            Compile = (schema, vocabulary, _) =>
            {
                Assert.Equal("get_weather", schema.GetProperty("properties").GetProperty("name").GetProperty("const").GetString());
                return ChoiceConstraints.Of(vocabulary, Call);
            },
        };
        var result = await setup.Build().CallToolsAsync(Ask(GenerationMode.Auto) with { Model = "fake", Choice = ToolChoice.Named("get_weather") }, Token);
        Assert.Equal((GenerationMode.Grammar, 1), (result.Mode, result.Calls.Count));
    }

    [Fact]
    public async Task CallToolsAsync_RegisteredTool_IsLookedUp()
    {
        var setup = Writing(Call);
        var generator = setup.Build();
        await setup.Services.GetRequiredService<ToolCatalog>().PutAsync(Weather, cancellationToken: Token);
        Assert.Single((await generator.CallToolsAsync(Ask() with { Tools = ["get_weather"] }, Token)).Calls);
        await Assert.ThrowsAsync<UnknownToolException>(() => generator.CallToolsAsync(Ask() with { Tools = ["nobody"] }, Token));
    }

    [Fact]
    public async Task CallToolsAsync_FaultyTools_AreRefusedWithPointers()
    {
        var generator = Writing().Build();
        async Task<string> Pointer(ToolCallRequest request) => (await Assert.ThrowsAsync<MalformedRequestException>(() => generator.CallToolsAsync(request, Token))).Pointer;
        Assert.Equal("/tools/1/name", await Pointer(Ask() with { Tools = [Weather, Weather] }));
        Assert.Equal("/toolChoice", await Pointer(Ask() with { Choice = ToolChoice.Named("other") }));
        Assert.Equal("/tools/0/name", await Pointer(Ask() with { Tools = [new ToolDefinition("a b")] }));
        Assert.Equal("/mode", await Pointer(Ask(GenerationMode.Grammar)));
    }

    [Fact]
    public async Task CallToolsAsync_ProviderWithoutTools_IsAskedInPromptMode()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient(Call), Capabilities = new TextModelCapabilities { NativeTools = false } };
        Assert.Equal(GenerationMode.Prompt, (await setup.Build().CallToolsAsync(Ask(GenerationMode.Auto), Token)).Mode);
    }
}
