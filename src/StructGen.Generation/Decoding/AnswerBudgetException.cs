namespace StructGen.Generation.Decoding;

/// <summary>Even the shortest answer that the constraint allows needs more tokens than there may be. Known before anything is decoded.</summary>
/// <param name="neededTokens">Tokens of a shortest answer.</param>
/// <param name="allowedTokens">Tokens that the limit or the context leaves.</param>
/// <param name="isContextFull">Whether the context, not the request's limit, leaves too few: a higher limit would not help.</param>
public sealed class AnswerBudgetException(int neededTokens, int allowedTokens, bool isContextFull = false)
    : Exception(isContextFull
        ? $"The shortest answer that fits the schema needs {neededTokens} tokens and the prompt leaves "
            + $"{allowedTokens} in the model's context: shorten the text."
        : $"The shortest answer that fits the schema needs {neededTokens} tokens and {allowedTokens} are allowed: "
            + $"set maxTokens to {neededTokens} or more.")
{
    /// <summary>Tokens of a shortest answer.</summary>
    public int NeededTokens { get; } = neededTokens;

    /// <summary>Tokens that the limit or the context leaves.</summary>
    public int AllowedTokens { get; } = allowedTokens;
}
