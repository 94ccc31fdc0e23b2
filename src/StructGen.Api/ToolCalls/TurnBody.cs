using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Api.Problems;
using StructGen.Api.Requests;

namespace StructGen.Api.ToolCalls;

/// <summary>A message of a conversation with calls.</summary>
public sealed record TurnBody
{
    /// <summary><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    /// <example>user</example>
    public required string Role { get; init; }

    /// <summary>Its text. The result of a call (role <c>tool</c>) may be any JSON; an assistant that calls may say nothing.</summary>
    /// <example>What is the weather in Lisbon tomorrow?</example>
    public JsonElement? Content { get; init; }

    /// <summary>The calls of an assistant, as an answer gave them.</summary>
    public IReadOnlyList<TurnCall>? ToolCalls { get; init; }

    /// <summary>The call whose result this is; needed for the role <c>tool</c>.</summary>
    public string? ToolCallId { get; init; }

    /// <exception cref="ProblemException">A member does not suit the role.</exception>
    internal ChatMessage ToMessage(string pointer)
    {
        if (ToolCalls is not null && Role != "assistant") throw Malformed($"{pointer}/toolCalls", "only a message of the role assistant has calls.");
        if (ToolCallId is not null != (Role == "tool")) throw Malformed($"{pointer}/toolCallId", "a message of the role tool names its call, and no other does.");
        if (Role == "tool") return new ChatMessage(ChatRole.Tool, [new FunctionResultContent(ToolCallId!, Result())]);
        var calls = ToolCalls?.Select((call, index) => call.ToContent($"{pointer}/toolCalls/{index}")).ToList() ?? [];
        return Content switch
        {
            null when calls.Count > 0 => new ChatMessage(ChatRole.Assistant, [.. calls]),
            { ValueKind: JsonValueKind.String } text => new ChatMessage(new ChatRole(Role), [new TextContent(text.GetString()), .. calls]),
            _ => throw Malformed($"{pointer}/content", "expected a string."),
        };
    }

    private string Result() => Content switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } json => json.GetRawText(),
    };

    private static ProblemException Malformed(string pointer, string fault) => RequestJson.Malformed([new(pointer, null, $"{pointer}: {fault}")]);
}
