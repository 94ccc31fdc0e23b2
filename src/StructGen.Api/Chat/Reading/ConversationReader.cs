using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Api.Chat.Wire;

namespace StructGen.Api.Chat.Reading;

/// <summary>The messages of a request, checked as OpenAI checks them: roles, contents, and every call answered before the assistant speaks again.</summary>
internal static class ConversationReader
{
    public static IReadOnlyList<ChatMessage> Read(IReadOnlyList<ChatMessageBody>? messages)
    {
        if (messages is null or []) throw ChatFault.At("messages", "There is no message; send at least one.");
        var read = new List<ChatMessage>(messages.Count);
        var calls = new OpenCalls();
        for (var index = 0; index < messages.Count; index++)
        {
            var place = $"messages[{index}]";
            if (messages[index] is not { } message) throw ChatFault.At(place, $"{place} is null; a message is an object with role and content.");
            read.Add(message.Role switch
            {
                "system" or "developer" => new ChatMessage(ChatRole.System, Text(message, place)),
                "user" => new ChatMessage(ChatRole.User, Text(message, place)),
                "assistant" => Assistant(message, place, calls),
                "tool" => Tool(message, place, calls),
                "function" => throw ChatFault.At($"{place}.role", "The role function is deprecated; send tool messages with tool_call_id."),
                null => throw ChatFault.At($"{place}.role", $"{place} has no role; write system, developer, user, assistant or tool."),
                var other => throw ChatFault.At($"{place}.role", $"The role '{Short(other)}' is unknown; write system, developer, user, assistant or tool."),
            });
        }

        calls.CheckAnswered();
        return read;
    }

    private static ChatMessage Assistant(ChatMessageBody message, string place, OpenCalls open)
    {
        open.CheckAnswered();
        var contents = new List<AIContent>();
        if ((ContentParts.TryRead(message.Content, place, "text", "refusal") ?? message.Refusal) is { } text) contents.Add(new TextContent(text));
        if (contents.Count == 0 && message.ToolCalls is null or [])
            throw ChatFault.At($"{place}.content", $"{place} has neither content nor tool_calls; an assistant message needs one of them.");
        for (var index = 0; index < (message.ToolCalls?.Count ?? 0); index++)
        {
            var call = message.ToolCalls![index];
            var at = $"{place}.tool_calls[{index}]";
            if (call is not { Id.Length: > 0, Function.Name.Length: > 0 }) throw ChatFault.At(at, $"{at} needs an id and a function with its name.");
            open.Add(call.Id, at);
            contents.Add(new FunctionCallContent(call.Id, call.Function.Name, Arguments(call.Function.Arguments)));
        }

        return new ChatMessage(ChatRole.Assistant, contents);
    }

    private static ChatMessage Tool(ChatMessageBody message, string place, OpenCalls open)
    {
        if (message.ToolCallId is not { Length: > 0 } id) throw ChatFault.At($"{place}.tool_call_id", $"{place} does not say which call it answers; send its tool_call_id.");
        open.Answer(id, $"{place}.tool_call_id");
        return new ChatMessage(ChatRole.Tool, [new FunctionResultContent(id, Text(message, place))]);
    }

    private static string Text(ChatMessageBody message, string place)
        => ContentParts.TryRead(message.Content, place, "text") ?? throw ChatFault.At($"{place}.content", $"{place} has no content; send a string or an array of text parts.");

    /// <summary>Arguments that are no JSON object were some model's slip; the conversation goes on without them.</summary>
    private static Dictionary<string, object?>? Arguments(string? json)
    {
        try
        {
            var arguments = JsonElement.Parse(json ?? "{}");
            return arguments.ValueKind == JsonValueKind.Object ? arguments.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value) : null;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
