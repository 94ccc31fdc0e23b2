using StructGen.Api.Chat.Wire;
using StructGen.Generation.Chats;
using StructGen.Generation.Requests;

namespace StructGen.Api.Chat;

/// <summary>Results in their wire form.</summary>
internal static class ChatReplies
{
    public static async Task<ChatCompletion> CompleteAsync(ChatExchange exchange, CancellationToken cancellationToken)
    {
        var choices = new List<ChatChoice>();
        for (var index = 0; index < exchange.Choices; index++)
        {
            var result = await exchange.AnswerAsync(index, tell: null, cancellationToken);
            choices.Add(new ChatChoice(index, Message(result), exchange.FinishOf(result)));
        }

        return new ChatCompletion
        {
            Id = exchange.Id,
            Created = exchange.Created,
            Model = exchange.Model,
            Choices = choices,
            Usage = exchange.Usage(),
            StructGen = exchange.Account(),
        };
    }

    private static ChatReply Message(ChatResult result)
    {
        if (result.Outcome == GenerationOutcome.Refused && !result.IsFiltered) return new ChatReply { Refusal = result.Content };
        return new ChatReply
        {
            Content = result.Content ?? (result.Calls.Count == 0 ? "" : null),
            ReasoningContent = result.Reasoning,
            ToolCalls = result.Calls.Count == 0 ? null : [.. result.Calls.Select(Call)],
        };
    }

    private static ChatCallBody Call(ChatCall call) => new() { Id = call.Id, Type = "function", Function = new() { Name = call.Name, Arguments = call.Arguments } };
}
