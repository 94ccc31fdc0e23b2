namespace StructGen.Generation.Models;

/// <summary>One sequence of tokens in a model's context. One owner; not safe to share between threads.</summary>
public interface ITokenSession : IDisposable
{
    /// <summary>Number of tokens appended, the prompt included.</summary>
    int Position { get; }

    /// <summary>Tokens of the prompt that were found in the cache and not computed again.</summary>
    int CachedPromptTokens { get; }

    /// <summary>Logits for the next token, one a token of the vocabulary; writable, valid until the next call on the session.</summary>
    Span<float> Logits { get; }

    /// <summary>Appends tokens and computes the logits after the last one. Stops within one token's time on cancellation.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the session can only be disposed.</exception>
    /// <exception cref="ContextExceededException">No room for them.</exception>
    void Append(ReadOnlySpan<int> tokens, CancellationToken cancellationToken);

    /// <summary>Forgets all tokens from a position on, which must not be 0; the logits are computed anew.</summary>
    void Rewind(int position, CancellationToken cancellationToken);

    /// <summary>A second sequence with the same tokens and logits. Null where the model's context has no room for another.</summary>
    ITokenSession? Fork();
}
