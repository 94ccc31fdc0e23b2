using Microsoft.Extensions.AI;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;

namespace StructGen.Generation.Models;

/// <summary>Writes with a remote model, through its transport: in prompt mode with plain options, in native mode with the provider's schema or tools.</summary>
internal sealed class ChatAnswerWriter(IChatClient client, ModelTransport transport, ChatOptions options) : IAnswerWriter
{
    public Task<WrittenAnswer> WriteAsync(IReadOnlyList<PromptMessage> messages, Action<string>? onText, CancellationToken cancellationToken)
        => WriteAsync([.. messages.Select(message => new ChatMessage(new ChatRole(message.Role), message.Content))], onText, cancellationToken);

    /// <summary>The same for messages that are more than texts.</summary>
    public async Task<WrittenAnswer> WriteAsync(IReadOnlyList<ChatMessage> chat, Action<string>? onText, CancellationToken cancellationToken)
    {
        var response = onText is null
            ? await transport.CallAsync(token => client.GetResponseAsync(chat, options.Clone(), token), cancellationToken).ConfigureAwait(false)
            : await transport.CallAsync((given, token) => ReadAsync(client.GetStreamingResponseAsync(chat, options.Clone(), token), onText, given), cancellationToken).ConfigureAwait(false);
        return Read(response);
    }

    private static async Task<ChatResponse> ReadAsync(IAsyncEnumerable<ChatResponseUpdate> stream, Action<string> onText, Action given)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in stream.ConfigureAwait(false))
        {
            updates.Add(update);
            if (update.Text.Length == 0) continue;
            given();
            onText(update.Text);
        }

        return updates.ToChatResponse();
    }

    private static WrittenAnswer Read(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        var refusal = contents.OfType<ErrorContent>().FirstOrDefault();
        var filtered = response.FinishReason == ChatFinishReason.ContentFilter;
        return new WrittenAnswer
        {
            Text = refusal is { Message: { Length: > 0 } reason } ? reason : response.Text,
            FinishReason = filtered ? WrittenAnswer.Filtered : refusal is not null ? WrittenAnswer.Refusal
                : response.FinishReason == ChatFinishReason.Length ? WrittenAnswer.Length
                : WrittenAnswer.Stop,
            Usage = new TokenUsage((int)(response.Usage?.InputTokenCount ?? 0), (int)(response.Usage?.OutputTokenCount ?? 0)),
            Calls = [.. contents.OfType<FunctionCallContent>()],
        };
    }
}
