using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace StructGen.SemanticKernel;

/// <summary>Collects a refusal that a provider streams, which its client drops. One answer's.</summary>
internal sealed class StreamedRefusal
{
    private readonly StringBuilder _words = new();
    private bool _isTold;

    public void Add(ChatResponseUpdate update)
    {
        _isTold |= update.Contents.OfType<ErrorContent>().Any();
        if (update.RawRepresentation is StreamingChatCompletionUpdate { RefusalUpdate: { } words }) _words.Append(words);
    }

    /// <summary>The refusal as an update of its own; null where there is none, or where the client gave it.</summary>
    public ChatResponseUpdate? End()
        => _words.Length == 0 || _isTold ? null : new ChatResponseUpdate(ChatRole.Assistant, [new ErrorContent(_words.ToString()) { ErrorCode = "Refusal" }]);
}
