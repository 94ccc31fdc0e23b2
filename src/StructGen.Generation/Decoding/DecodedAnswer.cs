using StructGen.Generation.Requests;

namespace StructGen.Generation.Decoding;

/// <summary>What was decoded and why it ended. Immutable.</summary>
public sealed record DecodedAnswer
{
    /// <summary>The finish reason of an answer that came to its end: an end token, a stop string, or nothing may follow.</summary>
    public const string Stop = "stop";

    /// <summary>The finish reason of an answer that the token limit or the context's length ended.</summary>
    public const string Length = "length";

    /// <summary>The text, complete characters only.</summary>
    public required string Text { get; init; }

    /// <summary><see cref="Stop"/> or <see cref="Length"/>.</summary>
    public required string FinishReason { get; init; }

    /// <summary>Whether the limit ended the answer and it still is a whole one: with <see cref="Length"/>, the constraint's shortest ending was written in place of the model's own.</summary>
    public bool ClosedByBudget { get; init; }

    /// <summary>Where in <see cref="Text"/> (UTF-16) that ending begins; null where none was written.</summary>
    public int? ClosedFrom { get; init; }

    /// <summary>Where in <see cref="Text"/> (UTF-16) the model only repeated itself, so that the value there was brought to an end, or, without a constraint, the text.</summary>
    public IReadOnlyList<int> Repetitions { get; init; } = [];

    /// <summary>Tokens of prompt and answer; end tokens are not counted.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>Tokens of the prompt that did not have to be computed.</summary>
    public int CachedPromptTokens { get; init; }

    /// <summary>Tokens of the answer that the constraint left no choice for and that were computed together.</summary>
    public int ForcedTokens { get; init; }

    /// <summary>Time that the masks took, all tokens together; zero without a constraint.</summary>
    public TimeSpan MaskTime { get; init; }
}
