namespace StructGen.Generation.Requests;

/// <summary>Tokens read and written.</summary>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="CompletionTokens">Tokens of the answer.</param>
public sealed record TokenUsage(int PromptTokens, int CompletionTokens)
{
    /// <summary>No tokens.</summary>
    public static TokenUsage None { get; } = new(0, 0);

    /// <summary>Both together.</summary>
    public int TotalTokens => PromptTokens + CompletionTokens;

    /// <summary>The sum of two usages.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right)
        => new(left.PromptTokens + right.PromptTokens, left.CompletionTokens + right.CompletionTokens);
}
