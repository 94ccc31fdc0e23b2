using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tools;

/// <summary>A conversation in chat clients' terms as one that local chat templates know: system, user and assistant, text only.</summary>
/// <remarks>
/// A call is written as the model itself would write it. The results of one turn are the next message of the user, one line per result in the order of the
/// calls, whatever order the client sent them in: without identifiers a local model can only match them by place, and by the arguments shown beside them.
/// </remarks>
internal static class ChatTurns
{
    /// <exception cref="ArgumentException">A message holds something that is no text, call or result.</exception>
    public static IReadOnlyList<PromptMessage> Of(IEnumerable<ChatMessage> messages, string? instructions)
    {
        var turns = new List<PromptMessage>();
        var results = new CallResults();
        if (!string.IsNullOrEmpty(instructions)) turns.Add(new PromptMessage("system", instructions));
        foreach (var message in messages)
        {
            var said = message.Contents.OfType<FunctionResultContent>().ToList();
            var text = string.Concat(message.Contents.Select(Text));
            if (said.Count > 0)
            {
                foreach (var result in said) results.Add(result, Value(result.Result));
                if (text.Length == 0) continue;
            }

            Flush();
            var calls = message.Contents.OfType<FunctionCallContent>().ToList();
            results.Begin(calls);
            if (calls.Count > 0) text += NativeCalls.Write(calls);
            turns.Add(new PromptMessage(message.Role == ChatRole.Tool ? "user" : message.Role.Value, text));
        }

        Flush();
        return turns;

        void Flush()
        {
            if (results.Take() is { } told) turns.Add(new PromptMessage("user", told));
        }
    }

    private static string Text(AIContent content) => content switch
    {
        TextContent text => text.Text,
        FunctionResultContent or FunctionCallContent or UsageContent or TextReasoningContent => "",
        _ => throw new ArgumentException($"A local model reads text only, not {content.GetType().Name}.", nameof(content)),
    };

    private static string Value(object? result) => result as string ?? JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions);
}
