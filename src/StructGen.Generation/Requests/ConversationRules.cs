using System.Text;
using Microsoft.Extensions.AI;

namespace StructGen.Generation.Requests;

/// <summary>What a conversation with calls and results must satisfy: providers refuse one whose calls and results do not belong together, and say less about it.</summary>
internal static class ConversationRules
{
    private static readonly string[] Roles = ["system", "user", "assistant", "tool"];

    public static void Check(IReadOnlyList<ChatMessage>? messages, GenerationLimits limits)
    {
        if (messages is null) return;
        long size = 0;
        var open = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < messages.Count; index++)
        {
            var message = messages[index];
            if (!Roles.Contains(message.Role.Value))
                throw new MalformedRequestException($"/messages/{index}/role", $"The role '{message.Role}' is unknown: write system, user, assistant or tool.");
            if (message.Role != ChatRole.Tool && open.Count > 0)
                throw new MalformedRequestException($"/messages/{index}", $"The call '{open.First()}' has no result yet: a message of the role tool must follow the calls, one for each.");
            foreach (var content in message.Contents) CheckPart(content, $"/messages/{index}", open);
            size += message.Contents.Sum(SizeOf);
        }

        if (open.Count > 0) throw new MalformedRequestException("/messages", $"The call '{open.First()}' has no result: a message of the role tool must follow the calls, one for each.");
        if (size > limits.TextBytes) throw new RequestTooLargeException("/messages", size, limits.TextBytes);
        if (!messages.Any(message => message.Role == ChatRole.User && !string.IsNullOrWhiteSpace(message.Text)))
            throw new MalformedRequestException("/messages", "No message of the user holds text: there is nothing to work on.");
    }

    private static void CheckPart(AIContent content, string pointer, HashSet<string> open)
    {
        if (content is FunctionCallContent call && !open.Add(call.CallId))
            throw new MalformedRequestException($"{pointer}/toolCalls", $"Two calls have the id '{call.CallId}': give each its own.");
        if (content is FunctionResultContent result && !open.Remove(result.CallId))
            throw new MalformedRequestException($"{pointer}/toolCallId", $"No call before it has the id '{result.CallId}', or it has its result already.");
    }

    private static long SizeOf(AIContent content) => content switch
    {
        TextContent text => Encoding.UTF8.GetByteCount(text.Text),
        FunctionResultContent { Result: string text } => Encoding.UTF8.GetByteCount(text),
        _ => 0,
    };
}
