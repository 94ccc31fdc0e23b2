using System.ClientModel;
using System.Text;
using System.Text.Json;
using OpenAI.Chat;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.OpenAISdk;

public sealed class StreamingTests(RunningService service)
{
    private readonly ChatClient _chat = service.OpenAI();

    [Fact]
    public async Task Schema_ComesInPiecesThatJoinToData()
    {
        var format = ChatResponseFormat.CreateJsonSchemaFormat("contact_of_mine", BinaryData.FromString(Asks.ContactSchema), null, true);
        var updates = await _chat.CompleteChatStreamingAsync([new UserChatMessage(Asks.Contact)], new ChatCompletionOptions { ResponseFormat = format }).ToListAsync();
        var text = string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text));
        Assert.Equal(3, JsonElement.Parse(text).GetPropertyCount());
        Assert.True(updates.Count > 10);
        Assert.Single(updates, update => update.Role == ChatMessageRole.Assistant);
        Assert.Equal(ChatFinishReason.Stop, Assert.Single(updates, update => update.FinishReason is not null).FinishReason);
        Assert.True(Assert.Single(updates, update => update.Usage is not null).Usage.OutputTokenCount > 10);
        Assert.Single(updates.Select(update => update.CompletionId).Distinct());
    }

    [Fact]
    public async Task Call_ComesInPiecesThatJoinToArguments()
    {
        var tool = ChatTool.CreateFunctionTool("get_weather", "Weather of a city", BinaryData.FromString(Asks.WeatherSchema));
        ChatCompletionOptions options = new() { Tools = { tool }, ToolChoice = ChatToolChoice.CreateRequiredChoice(), AllowParallelToolCalls = false };
        var arguments = new StringBuilder();
        var ids = new List<string>();
        ChatFinishReason? finish = null;
        await foreach (var update in _chat.CompleteChatStreamingAsync([new UserChatMessage(Asks.Weather)], options))
        {
            finish ??= update.FinishReason;
            foreach (var call in update.ToolCallUpdates)
            {
                Assert.Equal(0, call.Index);
                if (call.ToolCallId is not null) ids.Add(call.ToolCallId);
                if (call.FunctionName is not null) Assert.Equal("get_weather", call.FunctionName);
                arguments.Append(call.FunctionArgumentsUpdate);
            }
        }

        Assert.Single(ids);
        Assert.Equal(["city", "day"], JsonElement.Parse(arguments.ToString()).EnumerateObject().Select(member => member.Name));
        Assert.Equal(ChatFinishReason.ToolCalls, finish);
    }

    [Fact]
    public async Task ErrorBefore_IsAnOrdinaryError()
    {
        var fault = await Assert.ThrowsAsync<ClientResultException>(async () => await service.OpenAI("gpt-9").CompleteChatStreamingAsync("Hello").ToListAsync());
        Assert.Equal(404, fault.Status);
    }

    /// <summary>The client knows no error event, so the transport has to fail: a stream that merely ended would look like an answer.</summary>
    [Fact]
    public async Task ErrorInside_FailsTheTransport()
    {
        var text = new StringBuilder();
        ChatFinishReason? finish = null;
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await foreach (var update in service.OpenAI(RunningService.Breaking).CompleteChatStreamingAsync("Hello"))
            {
                foreach (var part in update.ContentUpdate) text.Append(part.Text);
                finish ??= update.FinishReason;
            }
        });
        Assert.NotEmpty(text.ToString());
        Assert.Null(finish);
    }
}
