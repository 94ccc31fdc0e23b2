using Microsoft.Extensions.AI;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Models;

/// <summary>Goes on with a conversation that holds calls and results, which prompts of plain texts cannot say; what a repair adds to the prompt comes behind it.</summary>
/// <param name="conversation">The conversation.</param>
/// <param name="writer">Writes.</param>
internal sealed class ConversationWriter(IReadOnlyList<ChatMessage> conversation, ChatAnswerWriter writer) : IAnswerWriter
{
    private IReadOnlyList<PromptMessage>? _prompt;

    public Task<WrittenAnswer> WriteAsync(IReadOnlyList<PromptMessage> messages, Action<string>? onText, CancellationToken cancellationToken)
    {
        _prompt ??= messages;
        var added = messages.Skip(_prompt.Count).Select(Plain);
        // A repair of an empty answer adds no message, it lengthens the last one.
        if (messages.Count == _prompt.Count && messages[^1] != _prompt[^1]) added = [new ChatMessage(ChatRole.User, messages[^1].Content[_prompt[^1].Content.Length..].TrimStart())];
        return writer.WriteAsync([.. conversation, .. added], onText, cancellationToken);
    }

    private static ChatMessage Plain(PromptMessage message) => new(new ChatRole(message.Role), message.Content);
}
