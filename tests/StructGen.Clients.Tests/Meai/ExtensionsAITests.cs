using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.Meai;

/// <summary>Microsoft.Extensions.AI over the official client.</summary>
public sealed class ExtensionsAITests(RunningService service)
{
    private readonly IChatClient _chat = service.OpenAI().AsIChatClient();

    [Fact]
    public async Task Typed_IsReadIntoTheType()
    {
        var answer = await _chat.GetResponseAsync<Contact>(Asks.Contact, JsonSerializerOptions.Web, new ChatOptions { MaxOutputTokens = 100 });
        Assert.NotEmpty(answer.Result.Name);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
    }

    [Fact]
    public async Task TypedArray_IsReadThroughItsWrapper()
    {
        var answer = await _chat.GetResponseAsync<int[]>("The numbers are 3 and 4.", JsonSerializerOptions.Web, new ChatOptions { MaxOutputTokens = 60 });
        Assert.NotNull(answer.Result);
    }

    [Fact]
    public async Task JsonWithoutSchema_IsAnObject()
    {
        var answer = await _chat.GetResponseAsync(Asks.Contact, new ChatOptions { ResponseFormat = ChatResponseFormat.Json, MaxOutputTokens = 60 });
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(answer.Text).ValueKind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FunctionInvoker_CompletesItsLoop(bool streaming)
    {
        var asked = new List<string>();
        var function = AIFunctionFactory.Create(
            (string city) =>
            {
                asked.Add(city);
                return "22 degrees";
            },
            "get_weather",
            "Weather of a city");
        using var client = new ChatClientBuilder(_chat).UseFunctionInvocation(configure: invoker => invoker.MaximumIterationsPerRequest = 1).Build();
        var options = new ChatOptions { Tools = [function], ToolMode = ChatToolMode.RequireAny, MaxOutputTokens = 60 };
        var answer = streaming ? await client.GetStreamingResponseAsync(Asks.Weather, options).ToChatResponseAsync() : await client.GetResponseAsync(Asks.Weather, options);
        Assert.NotEmpty(asked);
        Assert.Contains(answer.Messages, message => message.Role == ChatRole.Tool);
        Assert.Contains(answer.Messages, message => message.Role == ChatRole.Assistant && message.Contents.OfType<FunctionCallContent>().Any());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FunctionInvoker_WhereTheModelMayChoose_EndsWithWords(bool streaming)
    {
        var asked = new List<string>();
        var function = AIFunctionFactory.Create(
            (string city) =>
            {
                asked.Add(city);
                return "rain, 12 degrees";
            },
            "get_weather",
            "Weather of a city");
        using var client = new ChatClientBuilder(_chat).UseFunctionInvocation(configure: invoker => invoker.MaximumIterationsPerRequest = 8).Build();
        var options = new ChatOptions { Tools = [function], MaxOutputTokens = 60 };
        const string Question = "What is the weather in Oslo?";
        var answer = streaming ? await client.GetStreamingResponseAsync(Question, options).ToChatResponseAsync() : await client.GetResponseAsync(Question, options);
        Assert.Equal(["Oslo"], asked);
        Assert.NotEmpty(answer.Messages[^1].Text);
        Assert.Equal(ChatRole.Assistant, answer.Messages[^1].Role);
    }

    [Fact]
    public async Task Streaming_TellsUsageAndTheEnd()
    {
        var answer = await _chat.GetStreamingResponseAsync("Hello", new ChatOptions { MaxOutputTokens = 8 }).ToChatResponseAsync();
        Assert.NotEmpty(answer.Text);
        Assert.InRange(answer.Usage!.OutputTokenCount!.Value, 1, 8);
        Assert.NotNull(answer.FinishReason);
    }

    private sealed record Contact(string Name, string? Company, string? Phone);
}
