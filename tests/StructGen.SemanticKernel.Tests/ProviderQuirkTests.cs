using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using StructGen.Generation.Chats;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.SemanticKernel.Tests;

/// <summary>Answers as providers and gateways really give them, read without losing what they say.</summary>
public class ProviderQuirkTests
{
    private static readonly ToolDefinition Weather = new("get_weather", "the weather", JsonElement.Parse("""
        {"type": "object", "properties": {"cities": {"type": "array", "items": {"type": "string"}}, "days": {"type": "integer"}}, "additionalProperties": false}
        """));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ToolCallRequest Ask => new() { Input = "Weather?", Tools = [Weather], Model = "lab/m", Retries = 0 };

    private static ChatRequest Chat => new() { Messages = [new ChatMessage(ChatRole.User, "Hello")], Model = "lab/m", Retries = 0 };

    [Theory]
    [InlineData("", "{}")]
    [InlineData("\"{\\\"cities\\\": [\\\"Oslo\\\"]}\"", """{"cities":["Oslo"]}""")]
    [InlineData("""{"cities": "[\"Oslo\", \"Rome\"]", "days": "2"}""", """{"cities":["Oslo","Rome"],"days":2}""")]
    public async Task CallTools_OddArguments_AreReadWithARepair(string sent, string expected)
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Calls(("get_weather", sent)));
        var result = await setup.Generator.CallToolsAsync(Ask, Token);
        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal(expected, JsonSerializer.Serialize(Assert.Single(result.Calls).Arguments));
        Assert.NotEmpty(result.Attempts[0].Repairs);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("\"{\\\"days\\\": 2}\"", """{"days":2}""")]
    public async Task CompleteChat_OddArgumentsInAStream_AreRead(string sent, string expected)
    {
        await using var setup = await RemoteSetup.StartAsync();
        JsonObject Piece(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };
        setup.Provider.Turn(OpenAITurns.StreamOf(
            "tool_calls",
            Piece(new JsonObject { ["index"] = 0, ["id"] = "call_0", ["type"] = "function", ["function"] = new JsonObject { ["name"] = "get_weather", ["arguments"] = "" } }),
            Piece(new JsonObject { ["index"] = 0, ["function"] = new JsonObject { ["arguments"] = sent } })));
        var result = await setup.Generator.ChatAsync(Chat with { Tools = [Weather] }, Token);
        Assert.Equal(expected, JsonSerializer.Serialize(JsonElement.Parse(Assert.Single(result.Calls).Arguments)));
    }

    [Fact]
    public async Task CallTools_CallWrittenAsText_IsACall()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Answer("One moment.\n<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"cities\": [\"Oslo\"]}}\n</tool_call>"));
        var result = await setup.Generator.CallToolsAsync(Ask, Token);
        Assert.Equal("get_weather", Assert.Single(result.Calls).Name);
        Assert.Equal("One moment.", result.Content);
    }

    [Fact]
    public async Task CompleteChat_CallWrittenAsText_IsACall()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Stream("<tool_call>{\"name\": \"get_weather\", \"arguments\": {}}</tool_call>"));
        var result = await setup.Generator.ChatAsync(Chat with { Tools = [Weather] }, Token);
        Assert.Equal(("get_weather", "{}"), (Assert.Single(result.Calls).Name, result.Calls[0].Arguments));
        Assert.Null(result.Content);
    }

    [Fact]
    public async Task CompleteChat_RefusalInAStream_IsRefusedWithItsWords()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.StreamOf("stop", new JsonObject { ["role"] = "assistant", ["refusal"] = "I cannot " }, new JsonObject { ["refusal"] = "help." }));
        var result = await setup.Generator.ChatAsync(Chat, Token);
        Assert.Equal((GenerationOutcome.Refused, "I cannot help.", false), (result.Outcome, result.Content, result.IsFiltered));
    }

    [Fact]
    public async Task CompleteChat_ContentFilter_IsSaidAsSuch()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Stream("The first words", "content_filter"));
        var result = await setup.Generator.ChatAsync(Chat, Token);
        Assert.Equal((GenerationOutcome.Refused, "The first words", true), (result.Outcome, result.Content, result.IsFiltered));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task Extract_ProviderRejectsTheRequest_TellsItsReasonWithoutTheKey(int status)
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Status(status, "invalid_value", $"Invalid schema for response_format 'x':\n'uniqueItems' is not permitted. Your key {RemoteSetup.Key}, Bearer abcd1234efgh."));
        var fault = await Assert.ThrowsAsync<RequestRejectedException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));
        Assert.Contains("Invalid schema for response_format 'x': 'uniqueItems' is not permitted.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RemoteSetup.Key, fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("abcd1234", fault.ToString(), StringComparison.Ordinal);
        Assert.Single(setup.Provider.Sent);
        Assert.DoesNotContain("uniqueItems", string.Join('\n', setup.Logs.Lines), StringComparison.Ordinal);
    }
}
