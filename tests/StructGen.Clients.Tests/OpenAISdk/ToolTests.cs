using System.ClientModel;
using System.Text.Json;
using OpenAI.Chat;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.OpenAISdk;

public sealed class ToolTests(RunningService service)
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool("get_weather", "Weather of a city", BinaryData.FromString(Asks.WeatherSchema), functionSchemaIsStrict: true);
    private static readonly ChatTool Mail = ChatTool.CreateFunctionTool("send_mail", "Sends a mail", BinaryData.FromString(Asks.MailSchema));
    private static readonly ChatTool Now = ChatTool.CreateFunctionTool("get_time");
    private readonly ChatClient _chat = service.OpenAI();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public async Task Auto_CallsOrAnswers(bool? parallel)
    {
        var answer = await AskAsync(ChatToolChoice.CreateAutoChoice(), parallel, Weather, Mail);
        if (answer.ToolCalls.Count == 0)
        {
            Assert.NotEqual(ChatFinishReason.ToolCalls, answer.FinishReason);
            Assert.NotEmpty(answer.Content[0].Text);
            return;
        }

        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        Assert.Empty(answer.Content);
        Assert.All(answer.ToolCalls, Fits);
        if (parallel == false) Assert.Single(answer.ToolCalls);
    }

    [Fact]
    public async Task None_Answers()
    {
        var answer = await AskAsync(ChatToolChoice.CreateNoneChoice(), null, Weather, Mail);
        Assert.Empty(answer.ToolCalls);
        Assert.NotEqual(ChatFinishReason.ToolCalls, answer.FinishReason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Required_Calls(bool parallel)
    {
        var answer = await AskAsync(ChatToolChoice.CreateRequiredChoice(), parallel, Weather, Mail);
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        Assert.NotEmpty(answer.ToolCalls);
        Assert.All(answer.ToolCalls, Fits);
    }

    [Fact]
    public async Task Named_CallsThatOneAndSaysStop()
    {
        var answer = await AskAsync(ChatToolChoice.CreateFunctionChoice("send_mail"), false, Weather, Mail);
        Assert.Equal("send_mail", Assert.Single(answer.ToolCalls).FunctionName);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Fits(answer.ToolCalls[0]);
    }

    [Fact]
    public async Task FunctionWithoutParameters_GetsAnEmptyObject()
    {
        var answer = await AskAsync(ChatToolChoice.CreateRequiredChoice(), false, Now);
        Assert.Equal("{}", Assert.Single(answer.ToolCalls).FunctionArguments.ToString());
    }

    [Fact]
    public async Task CallCutByTheLimit_SaysLength()
    {
        ChatCompletionOptions options = new() { Tools = { Mail }, ToolChoice = ChatToolChoice.CreateRequiredChoice(), AllowParallelToolCalls = false, MaxOutputTokenCount = 26 };
        ChatCompletion answer = await _chat.CompleteChatAsync([new UserChatMessage("Send a mail to bob@example.org: The meeting on Friday is moved to Monday, ten o'clock.")], options);
        Assert.Equal(ChatFinishReason.Length, answer.FinishReason);
        Fits(Assert.Single(answer.ToolCalls));
    }

    [Fact]
    public async Task ToolsAndSchema_CallOrData()
    {
        ChatCompletionOptions options = new()
        {
            Tools = { Weather },
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("contact_of_mine", BinaryData.FromString(Asks.ContactSchema), null, true),
            MaxOutputTokenCount = 100,
        };
        ChatCompletion answer = await _chat.CompleteChatAsync([new UserChatMessage(Asks.Contact)], options);
        if (answer.ToolCalls.Count > 0) Assert.All(answer.ToolCalls, Fits);
        else Assert.Equal(["name", "company", "phone"], JsonElement.Parse(answer.Content[0].Text).EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Loop_GoesOnWithTheResult()
    {
        List<ChatMessage> messages = [new UserChatMessage(Asks.Weather)];
        ChatCompletionOptions options = new() { Tools = { Weather }, ToolChoice = ChatToolChoice.CreateRequiredChoice() };
        ChatCompletion first = await _chat.CompleteChatAsync(messages, options);
        messages.Add(new AssistantChatMessage(first));
        foreach (var call in first.ToolCalls) messages.Add(new ToolChatMessage(call.Id, "22 degrees and sunny"));
        ChatCompletion second = await _chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 16 });
        Assert.NotEmpty(second.Content[0].Text);
    }

    [Fact]
    public async Task UnansweredCall_IsRefused()
    {
        var call = ChatToolCall.CreateFunctionToolCall("call_1", "get_weather", BinaryData.FromString("{}"));
        List<ChatMessage> messages = [new UserChatMessage("Hello"), new AssistantChatMessage([call]), new UserChatMessage("And?")];
        var fault = await Assert.ThrowsAsync<ClientResultException>(() => _chat.CompleteChatAsync(messages));
        Assert.Equal(400, fault.Status);
        Assert.Contains("call_1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Parameter: messages[1].tool_calls[0]", fault.Message, StringComparison.Ordinal);
    }

    private static void Fits(ChatToolCall call)
    {
        var arguments = JsonElement.Parse(call.FunctionArguments.ToString());
        string[] members = call.FunctionName == "get_weather" ? ["city", "day"] : ["to", "text"];
        Assert.Equal(members, arguments.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("call_", call.Id, StringComparison.Ordinal);
    }

    private async Task<ChatCompletion> AskAsync(ChatToolChoice choice, bool? parallel, params ChatTool[] tools)
    {
        ChatCompletionOptions options = new() { ToolChoice = choice, AllowParallelToolCalls = parallel, MaxOutputTokenCount = 80 };
        foreach (var tool in tools) options.Tools.Add(tool);
        return await _chat.CompleteChatAsync([new UserChatMessage(Asks.Weather)], options);
    }
}
