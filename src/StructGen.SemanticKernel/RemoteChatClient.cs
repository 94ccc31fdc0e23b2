using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace StructGen.SemanticKernel;

/// <summary>A provider's client whose failures say, in one exception and safe words, whether another try makes sense.</summary>
internal sealed class RemoteChatClient(IChatClient inner, string provider, string? key) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            foreach (var message in response.Messages) RawArguments.Keep(message.Contents);
            return response;
        }
        catch (Exception fault) when (ProviderFaults.Concerns(fault, cancellationToken))
        {
            throw ProviderFaults.Translate(fault, provider, key);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var arguments = new RawArguments();
        var refusal = new StreamedRefusal();
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync().ConfigureAwait(false)) break;
            }
            catch (Exception fault) when (ProviderFaults.Concerns(fault, cancellationToken))
            {
                throw ProviderFaults.Translate(fault, provider, key);
            }

            arguments.Keep(updates.Current);
            refusal.Add(updates.Current);
            yield return updates.Current;
        }

        if (refusal.End() is { } declined) yield return declined;
    }
}
