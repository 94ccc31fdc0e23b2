using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tools;

/// <summary>A conversation in chat clients' terms as one that local chat templates know: system, user and assistant, text only.</summary>
/// <remarks>A call is told as the model itself would write it, its result as the next message of the user.</remarks>
internal static class ChatTurns
{
    /// <exception cref="ArgumentException">A message holds something that is no text, call or result.</exception>
    public static IReadOnlyList<PromptMessage> Of(IEnumerable<ChatMessage> messages, string? instructions)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var turns = new List<PromptMessage>();
        if (!string.IsNullOrEmpty(instructions)) turns.Add(new PromptMessage("system", instructions));
        foreach (var message in messages)
        {
            var text = string.Concat(message.Contents.Select(content => Text(content, names)));
            var calls = message.Contents.OfType<FunctionCallContent>().ToList();
            foreach (var call in calls) names[call.CallId] = call.Name;
            if (calls.Count > 0) text += NativeCalls.Write(calls);
            turns.Add(new PromptMessage(message.Role == ChatRole.Tool ? "user" : message.Role.Value, text));
        }

        return turns;
    }

    private static string Text(AIContent content, Dictionary<string, string> names) => content switch
    {
        TextContent text => text.Text,
        FunctionResultContent result => $"{names.GetValueOrDefault(result.CallId, "The function")} returned: {Value(result.Result)}\n",
        FunctionCallContent or UsageContent or TextReasoningContent => "",
        _ => throw new ArgumentException($"A local model reads text only, not {content.GetType().Name}.", nameof(content)),
    };

    private static string Value(object? result) => result as string ?? JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions);
}
