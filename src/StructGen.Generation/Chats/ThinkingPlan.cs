using StructGen.Generation.Models;

namespace StructGen.Generation.Chats;

/// <summary>Whether a model thinks before it answers, and how long. Immutable.</summary>
/// <param name="Tag">How the thinking is marked.</param>
/// <param name="Budget">Most tokens; 0 is an empty thought, for models that would begin one by themselves.</param>
internal sealed record ThinkingPlan(ThinkingTag Tag, int Budget)
{
    /// <summary>Tokens of thinking where the model's template knows the tag and the request does not say.</summary>
    public const int UsualBudget = 1024;

    /// <summary>Decides.</summary>
    /// <param name="model">The model.</param>
    /// <param name="request">What is wanted; at most half of its tokens go into the thought.</param>
    /// <returns>Null where no tag is written at all.</returns>
    public static ThinkingPlan? Of(ITokenModel model, ChatRequest request)
    {
        var tag = ThinkingTag.Of(model.Metadata);
        if (tag is null && !(request.ThinksAnyway && request.ThinkingBudget > 0)) return null;
        var budget = request.ThinkingBudget ?? UsualBudget;
        return new ThinkingPlan(tag ?? ThinkingTag.Usual, request.Sampling.MaxTokens is { } most ? Math.Min(budget, most / 2) : budget);
    }
}
