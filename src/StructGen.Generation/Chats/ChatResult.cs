using StructGen.Generation.Requests;

namespace StructGen.Generation.Chats;

/// <summary>The answer to a <see cref="ChatRequest"/>, or why there is none. Immutable.</summary>
public sealed record ChatResult
{
    /// <summary>Whether there is an answer, and if not why. An answer that the token limit ended is one; <see cref="IsCut"/> says so.</summary>
    public required GenerationOutcome Outcome { get; init; }

    /// <summary>Words or data; null where there are only calls. With <see cref="GenerationOutcome.Refused"/> the model's words of refusal.</summary>
    public string? Content { get; init; }

    /// <summary>What the model thought before; null where it did not.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The calls, in order.</summary>
    public IReadOnlyList<ChatCall> Calls { get; init; } = [];

    /// <summary>Whether the token limit ended the answer. Under a constraint it is whole all the same, but shorter than the model would have it.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether the provider's filter withheld the answer, or the rest of it; <see cref="Outcome"/> is then <see cref="GenerationOutcome.Refused"/>.</summary>
    public bool IsFiltered { get; init; }

    /// <summary>The mode that was used.</summary>
    public required GenerationMode Mode { get; init; }

    /// <summary>The model that was used.</summary>
    public required string Model { get; init; }

    /// <summary>Every attempt, the last is the one that counts.</summary>
    public required IReadOnlyList<GenerationAttempt> Attempts { get; init; }

    /// <summary>Tokens summed over the attempts.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>Tokens of <see cref="Usage"/> that were thinking.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>Tokens of the prompts that did not have to be computed.</summary>
    public int CachedPromptTokens { get; init; }

    /// <summary>What the caller should know though the answer stands.</summary>
    public IReadOnlyList<GenerationWarning> Warnings { get; init; } = [];
}
