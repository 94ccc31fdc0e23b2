using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Tests.Tools;

/// <summary>Calls in forms that providers' clients do not read.</summary>
public class WrittenCallsTests
{
    private static readonly HashSet<string> Names = ["get_weather"];

    [Theory]
    [InlineData("<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}\n</tool_call>", 1)]
    [InlineData("<tool_call>{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}</tool_call><tool_call>{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}</tool_call>", 2)]
    [InlineData("<tool_call>{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}", 1)]
    [InlineData("<tool_call>{\"name\": \"get_weather\", \"arguments\": \"{\\\"city\\\": \\\"Oslo\\\"}\"}</tool_call>", 1)]
    [InlineData("<function=get_weather>{\"city\": \"Oslo\"}</function>", 1)]
    [InlineData("[TOOL_CALLS][{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}]", 1)]
    [InlineData("<|python_tag|>{\"name\": \"get_weather\", \"parameters\": {\"city\": \"Oslo\"}}", 1)]
    [InlineData("{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}", 0)]
    [InlineData("<tool_call>{\"name\": \"rm_rf\", \"arguments\": {\"city\": \"Oslo\"}}</tool_call>", 0)]
    [InlineData("<tool_call>{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Os", 0)]
    [InlineData("The tag <tool_call> begins a call.", 0)]
    public void Find_Text_ReadsMarkedCallsOfDeclaredFunctions(string text, int expected)
    {
        var calls = WrittenCalls.Find("Let me see. " + text, Names, out var words);
        Assert.Equal(expected, calls.Count);
        Assert.All(calls, call => Assert.Equal("Oslo", (string?)CallArguments.Of(call)!["city"]));
        Assert.StartsWith("Let me see.", words, StringComparison.Ordinal);
        if (expected > 0) Assert.Equal("Let me see.", words.Trim());
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("  ", "{}")]
    [InlineData("\"{\\\"city\\\": \\\"Oslo\\\"}\"", """{"city":"Oslo"}""")]
    [InlineData("{'city': 'Oslo',}", """{"city":"Oslo"}""")]
    [InlineData("{city: ", null)]
    [InlineData("[1]", null)]
    [InlineData("Oslo", null)]
    public void CallArguments_TextThatTheClientCouldNotRead_IsReadLeniently(string text, string? expected)
    {
        var call = new FunctionCallContent("1", "get_weather") { Exception = new JsonException(), AdditionalProperties = new() { [CallArguments.RawKey] = text } };
        var repairs = new List<AnswerRepair>();
        Assert.Equal(expected, CallArguments.Of(call, repairs)?.ToJsonString());
        if (expected is not null) Assert.NotEmpty(repairs);
    }
}
