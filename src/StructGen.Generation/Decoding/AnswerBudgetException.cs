namespace StructGen.Generation.Decoding;

/// <summary>Even the shortest answer that the constraint allows needs more tokens than there may be. Known before anything is decoded.</summary>
/// <param name="neededTokens">Tokens of a shortest answer.</param>
/// <param name="allowedTokens">Tokens that the limit or the context leaves.</param>
public sealed class AnswerBudgetException(int neededTokens, int allowedTokens)
    : Exception($"The shortest answer that fits the schema needs {neededTokens} tokens and {allowedTokens} are allowed: raise maxTokens or shorten the text.")
{
    /// <summary>Tokens of a shortest answer.</summary>
    public int NeededTokens { get; } = neededTokens;

    /// <summary>Tokens that the limit or the context leaves.</summary>
    public int AllowedTokens { get; } = allowedTokens;
}
