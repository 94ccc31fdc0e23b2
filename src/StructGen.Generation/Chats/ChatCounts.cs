using StructGen.Generation.Models;

namespace StructGen.Generation.Chats;

/// <summary>Tokens over all attempts that the usage does not tell apart. One owner.</summary>
internal sealed class ChatCounts
{
    public int Reasoning { get; private set; }

    public int Cached { get; private set; }

    /// <summary>Counts an answer and passes it on.</summary>
    public WrittenAnswer Add(WrittenAnswer answer)
    {
        Reasoning += answer.ReasoningTokens;
        Cached += answer.CachedPromptTokens;
        return answer;
    }
}
