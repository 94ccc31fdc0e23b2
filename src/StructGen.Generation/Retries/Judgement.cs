using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Retries;

/// <summary>What an answer is worth. Immutable.</summary>
/// <typeparam name="T">What is made of an accepted answer.</typeparam>
internal sealed record Judgement<T>(GenerationOutcome Outcome, T? Value)
{
    /// <summary>Why it is not accepted; empty where it is.</summary>
    public IReadOnlyList<ValidationError> Errors { get; init; } = [];

    /// <summary>What the lenient parser mended.</summary>
    public IReadOnlyList<AnswerRepair> Repairs { get; init; } = [];

    /// <summary>Whether there is no way to ask again.</summary>
    public bool IsFinal { get; init; }

    /// <summary>
    /// Whether asking again, with the errors told, can help. A refusal is a decision and stands; a truncated answer would be truncated again, so the
    /// caller gets to raise the limit instead of paying for the same cut twice.
    /// </summary>
    public bool CanBeRepaired => !IsFinal && Outcome is GenerationOutcome.InvalidAnswer or GenerationOutcome.EmptyAnswer or GenerationOutcome.AmbiguousAnswer;
}
