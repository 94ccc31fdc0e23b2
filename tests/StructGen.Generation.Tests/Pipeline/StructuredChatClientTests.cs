using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Requests;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Pipeline;

public class StructuredChatClientTests
{
    private const string Good = """{"name": "Ann", "age": 41}""";
    private const string Call = """{"name": "get_weather", "arguments": {"city": "Oslo"}}""";
    private static readonly AIFunctionDeclaration Weather = AIFunctionFactory.CreateDeclaration(
        "get_weather", "the weather", PipelineSetup.Json("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IChatClient Writing(string wish) => new PipelineSetup { Local = [FakeTokenModel.Writing(wish)], Compile = PipelineSetup.Engine }.Build().AsChatClient();

    private static ChatOptions Schema => new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(PipelineSetup.Person), MaxOutputTokens = 200 };

    [Theory]
    [InlineData(Good)]
    [InlineData("no JSON at all")]
    public async Task GetResponseAsync_Schema_IsEnforced(string wish)
    {
        var response = await Writing(wish).GetResponseAsync("Ann is 41.", Schema, Token);
        using var json = JsonDocument.Parse(response.Text);
        Assert.Equal(["name", "age"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("fake", ChatFinishReason.Stop), (response.ModelId, response.FinishReason!.Value));
        Assert.True(response.Usage!.InputTokenCount > 0);
    }

    [Fact]
    public async Task GetResponseAsync_Typed_Deserialises()
        => Assert.Equal(new Person("Ann", 41), (await Writing("""{"name": "Ann", "age": 41}""").GetResponseAsync<Person>("Ann is 41.", JsonSerializerOptions.Web, cancellationToken: Token)).Result);

    [Fact]
    public async Task GetStreamingResponseAsync_Schema_StreamsPieces()
    {
        var updates = await Writing(Good).GetStreamingResponseAsync("Ann is 41.", Schema, Token).ToListAsync(Token);
        Assert.True(updates.Count > 3);
        var response = updates.ToChatResponse();
        Assert.Equal((Good, ChatFinishReason.Stop), (response.Text, response.FinishReason!.Value));
    }

    [Fact]
    public async Task GetResponseAsync_JsonWithoutSchema_IsAnObject()
    {
        var response = await Writing("hello").GetResponseAsync("x", new ChatOptions { ResponseFormat = ChatResponseFormat.Json, MaxOutputTokens = 50 }, Token);
        Assert.StartsWith("{", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_NothingAsked_IsFreeText()
        => Assert.Equal("Good day.", (await Writing("Good day.").GetResponseAsync("Hi", cancellationToken: Token)).Text);

    [Fact]
    public async Task GetResponseAsync_Tools_BecomesACallOrWords()
    {
        var options = new ChatOptions { Tools = [Weather], MaxOutputTokens = 100 };
        var called = await Writing(Call).GetResponseAsync("Weather in Oslo?", options, Token);
        var call = Assert.IsType<FunctionCallContent>(Assert.Single(called.Messages[0].Contents));
        Assert.Equal(("get_weather", "Oslo"), (call.Name, call.Arguments!["city"]!.ToString()));
        Assert.Equal(ChatFinishReason.ToolCalls, called.FinishReason);

        var said = await Writing("""{"name": "reply", "arguments": {"text": "Hello!"}}""").GetResponseAsync("Hi", options, Token);
        Assert.Equal(("Hello!", ChatFinishReason.Stop), (said.Text, said.FinishReason!.Value));
    }

    [Theory]
    [InlineData(Call, true)]
    [InlineData(Good, false)]
    public async Task GetResponseAsync_ToolsAndSchema_ShutNeitherOut(string wish, bool isCall)
    {
        var options = Schema;
        options.Tools = [Weather];
        var response = await Writing(wish).GetResponseAsync("x", options, Token);
        Assert.Equal(isCall, response.Messages[0].Contents.OfType<FunctionCallContent>().Any());
        if (!isCall) Assert.Equal(Good, response.Text);
    }

    [Fact]
    public async Task GetResponseAsync_RequiredTool_IsCalledWhateverTheModelWants()
    {
        var options = new ChatOptions { Tools = [Weather], ToolMode = ChatToolMode.RequireAny, MaxOutputTokens = 100 };
        var response = await Writing("I would rather talk.").GetResponseAsync("x", options, Token);
        Assert.Equal("get_weather", Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents)).Name);
    }

    [Fact]
    public async Task GetResponseAsync_NoToolWanted_IsFreeText()
        => Assert.Equal("Hi.", (await Writing("Hi.").GetResponseAsync("x", new ChatOptions { Tools = [Weather], ToolMode = ChatToolMode.None }, Token)).Text);

    [Fact]
    public async Task GetResponseAsync_FunctionInvoker_CompletesItsLoop()
    {
        var asked = "";
        var function = AIFunctionFactory.Create((string city) => asked = city, "get_weather", "the weather");
        // After the result the script's text is written again as a call; the invoker is told to stop after one round.
        using var client = new ChatClientBuilder(Writing(Call)).UseFunctionInvocation(configure: invoker => invoker.MaximumIterationsPerRequest = 1).Build();
        var response = await client.GetResponseAsync("Weather in Oslo?", new ChatOptions { Tools = [function], MaxOutputTokens = 100 }, Token);
        Assert.Equal("Oslo", asked);
        Assert.Contains(response.Messages, message => message.Role == ChatRole.Tool);
    }

    [Fact]
    public async Task GetResponseAsync_RemoteModel_IsRefused()
        => await Assert.ThrowsAsync<MalformedRequestException>(() => Writing("").GetResponseAsync("x", new ChatOptions { ModelId = PipelineSetup.Remote }, Token));

    private sealed record Person(string Name, int Age);
}
