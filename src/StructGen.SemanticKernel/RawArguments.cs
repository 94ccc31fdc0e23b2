using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using StructGen.Generation.Tools;

namespace StructGen.SemanticKernel;

/// <summary>Keeps the text of arguments that the client could not parse, so that they can be read leniently: empty, doubly encoded or broken JSON. One answer's.</summary>
internal sealed class RawArguments
{
    private readonly Dictionary<int, (string? CallId, StringBuilder Text)> _streamed = [];

    /// <summary>Attaches the texts to a whole answer's calls.</summary>
    public static void Keep(IEnumerable<AIContent> contents)
    {
        foreach (var call in Unread(contents))
        {
            if (call.RawRepresentation is ChatToolCall { FunctionArguments: { } text }) Attach(call, text.ToString());
        }
    }

    /// <summary>Collects the pieces of a stream, and attaches the texts where the calls come at its end.</summary>
    public void Keep(ChatResponseUpdate update)
    {
        if (update.RawRepresentation is StreamingChatCompletionUpdate { ToolCallUpdates: { } pieces })
        {
            foreach (var piece in pieces)
            {
                if (!_streamed.TryGetValue(piece.Index, out var call)) call = (null, new StringBuilder());
                _streamed[piece.Index] = (piece.ToolCallId ?? call.CallId, call.Text.Append(piece.FunctionArgumentsUpdate));
            }
        }

        foreach (var call in Unread(update.Contents))
        {
            var (callId, text) = _streamed.Values.FirstOrDefault(known => known.CallId == call.CallId);
            if (callId is not null) Attach(call, text.ToString());
        }
    }

    private static IEnumerable<FunctionCallContent> Unread(IEnumerable<AIContent> contents) => contents.OfType<FunctionCallContent>().Where(call => call.Exception is not null);

    private static void Attach(FunctionCallContent call, string text) => (call.AdditionalProperties ??= [])[CallArguments.RawKey] = text;
}
