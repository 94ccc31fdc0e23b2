using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
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
        Assert.Equal(Microsoft.Extensions.AI.ChatFinishReason.Stop, answer.FinishReason);
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
        var answer = await _chat.GetResponseAsync(Asks.Contact, new ChatOptions { ResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat.Json, MaxOutputTokens = 60 });
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

    [Fact]
    public async Task AStrictSchema_ArrivesWithPatternAndFormatAsWords()
    {
        var sent = new Recorder();
        using var http = new HttpClient(sent);
        var options = new OpenAIClientOptions { Endpoint = new Uri(service.Address, "/v1"), Transport = new HttpClientPipelineTransport(http) };
        var chat = new ChatClient(RunningService.Bundled, new ApiKeyCredential("any key"), options).AsIChatClient();
        var schema = JsonElement.Parse("""
            {"type": "object", "properties": {"number": {"type": "string", "pattern": "^[A-Z]{2}[0-9]{6}$"}, "day": {"type": "string", "format": "date"}},
             "required": ["number", "day"], "additionalProperties": false}
            """);
        await chat.GetResponseAsync("Parcel RX123456 comes on 2026-12-01.", new ChatOptions
        {
            ResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat.ForJsonSchema(schema, "parcel"),
            AdditionalProperties = new() { ["strictJsonSchema"] = true },
            MaxOutputTokens = 100,
        });
        var properties = JsonElement.Parse(sent.Body).GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("properties");
        foreach (var (name, keyword) in new[] { ("number", "pattern"), ("day", "format") })
        {
            Assert.False(properties.GetProperty(name).TryGetProperty(keyword, out _));
            Assert.Contains(keyword, properties.GetProperty(name).GetProperty("description").GetString(), StringComparison.Ordinal);
        }
    }

    private sealed record Contact(string Name, string? Company, string? Phone);

    /// <summary>Keeps what the client sends.</summary>
    private sealed class Recorder() : DelegatingHandler(new HttpClientHandler())
    {
        public string Body { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
