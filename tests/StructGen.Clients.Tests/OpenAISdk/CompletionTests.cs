using System.ClientModel;
using System.Text.Json;
using OpenAI.Chat;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.OpenAISdk;

public sealed class CompletionTests(RunningService service)
{
    private readonly ChatClient _chat = service.OpenAI();

    [Fact]
    public async Task Text_IsAnsweredWithUsage()
    {
        ChatCompletion answer = await _chat.CompleteChatAsync([new SystemChatMessage("Be brief."), new UserChatMessage("Hello")], new() { MaxOutputTokenCount = 8 });
        Assert.StartsWith("chatcmpl-", answer.Id, StringComparison.Ordinal);
        Assert.Equal((RunningService.Bundled, ChatMessageRole.Assistant), (answer.Model, answer.Role));
        Assert.NotEmpty(answer.Content[0].Text);
        Assert.Empty(answer.ToolCalls);
        Assert.True(answer.Usage.InputTokenCount > 0);
        Assert.InRange(answer.Usage.OutputTokenCount, 1, 8);
        Assert.Equal(answer.Usage.InputTokenCount + answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount);
        Assert.InRange(answer.CreatedAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task JsonObject_IsAnObject()
    {
        var answer = await AskAsync(Asks.Contact, new() { ResponseFormat = ChatResponseFormat.CreateJsonObjectFormat(), MaxOutputTokenCount = 60 });
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(answer.Content[0].Text).ValueKind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public async Task JsonSchema_IsKept(bool? strict)
    {
        var format = ChatResponseFormat.CreateJsonSchemaFormat("contact_of_mine", BinaryData.FromString(Asks.ContactSchema), "a contact", strict);
        var answer = await AskAsync(Asks.Contact, new() { ResponseFormat = format });
        var data = JsonElement.Parse(answer.Content[0].Text);
        Assert.Equal(["name", "company", "phone"], data.EnumerateObject().Select(member => member.Name));
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Null(answer.Refusal);
    }

    [Fact]
    public async Task JsonSchema_CutByTheLimit_SaysLengthAndIsValidAllTheSame()
    {
        var format = ChatResponseFormat.CreateJsonSchemaFormat("contact_of_mine", BinaryData.FromString(Asks.ContactSchema), null, true);
        var answer = await AskAsync(Asks.Contact, new() { ResponseFormat = format, MaxOutputTokenCount = 22 });
        Assert.Equal(ChatFinishReason.Length, answer.FinishReason);
        Assert.Equal(3, JsonElement.Parse(answer.Content[0].Text).GetPropertyCount());
    }

    [Fact]
    public async Task Logprobs_AreRefused()
    {
        var fault = await Assert.ThrowsAsync<ClientResultException>(() => AskAsync("Hello", new() { IncludeLogProbabilities = true, TopLogProbabilityCount = 2 }));
        Assert.Equal(400, fault.Status);
        Assert.Contains("(invalid_request_error: unsupported_parameter)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Parameter: logprobs", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownModel_IsNotFound()
    {
        var fault = await Assert.ThrowsAsync<ClientResultException>(() => service.OpenAI("gpt-9").CompleteChatAsync("Hello"));
        Assert.Equal(404, fault.Status);
        Assert.Contains("model_not_found", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemaThatCannotBe_IsNamedWithItsPlace()
    {
        var format = ChatResponseFormat.CreateJsonSchemaFormat("broken", BinaryData.FromString("""{"type":"object","properties":{"a":{"type":"strin"}}}"""), null, true);
        var fault = await Assert.ThrowsAsync<ClientResultException>(() => AskAsync("Hello", new() { ResponseFormat = format }));
        Assert.Equal(400, fault.Status);
        Assert.Contains("invalid_json_schema", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Parameter: response_format.json_schema.schema", fault.Message, StringComparison.Ordinal);
        Assert.Contains("/properties/a", fault.Message, StringComparison.Ordinal);
    }

    private async Task<ChatCompletion> AskAsync(string text, ChatCompletionOptions options) => await _chat.CompleteChatAsync([new UserChatMessage(text)], options);
}
