using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace StructGen.SemanticKernel;

/// <summary>A provider's client whose failures say, in one exception and safe words, whether another try makes sense.</summary>
internal sealed class RemoteChatClient(IChatClient inner, string provider) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (ProviderFaults.Concerns(fault, cancellationToken))
        {
            throw ProviderFaults.Translate(fault, provider);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync().ConfigureAwait(false)) yield break;
            }
            catch (Exception fault) when (ProviderFaults.Concerns(fault, cancellationToken))
            {
                throw ProviderFaults.Translate(fault, provider);
            }

            yield return updates.Current;
        }
    }
}
