using Microsoft.Extensions.AI;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Models;

/// <summary>What a model wrote in one call. Immutable.</summary>
internal sealed record WrittenAnswer
{
    /// <summary>Came to its end.</summary>
    public const string Stop = "stop";

    /// <summary>The token limit ended it.</summary>
    public const string Length = "length";

    /// <summary>The model declined; the text says how.</summary>
    public const string Refusal = "refusal";

    /// <summary>The provider's filter withheld the answer, or the rest of it.</summary>
    public const string Filtered = "content_filter";

    /// <summary>The time ran out while it was written.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>One of the constants.</summary>
    public required string FinishReason { get; init; }

    /// <summary>Whether the model, or the provider's filter, declined.</summary>
    public bool IsRefusal => FinishReason is Refusal or Filtered;

    /// <summary>Tokens as far as the model tells.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>Whether the limit ended the answer but the constraint saw to it that it is whole.</summary>
    public bool ClosedByBudget { get; init; }

    /// <summary>Where in the text (UTF-16) the ending begins that was written only to be whole within the limit; null where there is none.</summary>
    public int? ClosedFrom { get; init; }

    /// <summary>Where in the text (UTF-16) the model only repeated itself and was stopped.</summary>
    public IReadOnlyList<int> Repetitions { get; init; } = [];

    /// <summary>Where in the text (UTF-16) the model began to do nothing but repeat itself, and was let go on; null where it did not.</summary>
    public int? RepeatsFrom { get; init; }

    /// <summary>What was thought before; null where nothing was.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Tokens of the answer's usage that were thinking.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>Tokens of the prompt that did not have to be computed.</summary>
    public int CachedPromptTokens { get; init; }

    /// <summary>Calls in the provider's own form (native mode).</summary>
    public IReadOnlyList<FunctionCallContent> Calls { get; init; } = [];
}
