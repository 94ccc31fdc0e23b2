using System.Text.Json;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Chats;

/// <summary>What a chat request asks of the answer, told in the conversation's system message: the functions first, then the form of the answer.</summary>
internal static class ChatLayout
{
    private const string Otherwise = "When no function has to be called:\n";

    /// <param name="metadata">The model's metadata, which may hold the layout that it was trained on.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="turns">The conversation; its own system message stays in front.</param>
    /// <param name="form">The form in words; null where it is not told.</param>
    public static IReadOnlyList<PromptMessage> Of(IReadOnlyDictionary<string, string> metadata, ChatAsk ask, IReadOnlyList<PromptMessage> turns, string? form)
    {
        if (form is not null)
        {
            if (ask.Tools.Count > 0) form = Otherwise + form;
            var own = turns is [{ Role: "system" }, ..] ? turns[0].Content : null;
            turns = [new PromptMessage("system", own is null ? form : $"{own}\n\n{form}"), .. turns.Skip(own is null ? 0 : 1)];
        }

        if (ask.Tools.Count == 0) return turns;
        return ModelLayout.Tools(metadata, ask.Reply is { } reply ? [.. ask.ForPrompt, reply] : ask.ForPrompt, turns, ask.Parallel);
    }

    /// <summary>The type of the data in words.</summary>
    public static string TypeOf(IReadOnlyDictionary<string, string> metadata, JsonElement schema) => ModelLayout.Extract(metadata, schema, "")[0].Content;

    /// <summary>The form of a request's answer in words; null where it is any text.</summary>
    public static string? FormOf(IReadOnlyDictionary<string, string> metadata, ChatFormat format, JsonElement? schema) => format.Kind switch
    {
        ChatFormatKind.Schema => schema is { } type ? TypeOf(metadata, type) : null,
        ChatFormatKind.Pattern => $"Answer with text that this regular expression matches, and nothing else: {format.Expression}",
        ChatFormatKind.Choice => "Answer with one of these and nothing else:\n" + string.Join('\n', format.Choices),
        _ => null,
    };
}
