using StructGen.Constraints;
using StructGen.Generation.Decoding;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Chats;

/// <summary>Writes a chat answer with a local model: first a free thought where one is planned, then the answer under its constraint.</summary>
/// <remarks>
/// The thought is text until the closing tag or its budget, whichever comes first; the tag is then written for the model and the answer begins behind
/// it, so no thought can end up in the data and no data in the thought. The context keeps what it has computed for both.
/// </remarks>
internal sealed class LocalChatWriter(ITokenModel model, TokenDecoder decoder) : IAnswerWriter
{
    /// <summary>What may be written; null is anything.</summary>
    public CompiledConstraint? Constraint { get; init; }

    /// <summary>How tokens are chosen.</summary>
    public required SamplingOptions Sampling { get; init; }

    /// <summary>Texts that end a free answer.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>The thought before; null is none.</summary>
    public ThinkingPlan? Thinking { get; init; }

    /// <summary>Gets the thought as it is written.</summary>
    public Action<string>? OnThought { get; init; }

    public async Task<WrittenAnswer> WriteAsync(IReadOnlyList<PromptMessage> messages, Action<string>? onText, CancellationToken cancellationToken)
    {
        var prompt = model.TokenizeChat(messages);
        var (thought, start, cached) = Thinking is null ? (null, prompt, 0) : await ThinkAsync(prompt, Thinking, cancellationToken).ConfigureAwait(false);
        var thinking = start.Length - prompt.Length;
        var request = new DecodingRequest
        {
            Prompt = start,
            Sampling = Sampling with
            {
                MaxTokens = Sampling.MaxTokens is { } most ? Math.Max(1, most - thinking) : null,
                RepetitionGuard = Sampling.RepetitionGuard && Constraint is not null, // words are the user's own
            },
            StopStrings = Constraint is null ? StopStrings : [],
            Matcher = Constraint?.CreateMatcher(),
        };
        try
        {
            var answer = await decoder.DecodeAsync(request, onText, cancellationToken).ConfigureAwait(false);
            return new WrittenAnswer
            {
                Text = answer.Text,
                FinishReason = answer.FinishReason,
                Usage = new TokenUsage(prompt.Length, thinking + answer.Usage.CompletionTokens),
                ClosedByBudget = answer.ClosedByBudget,
                ClosedFrom = answer.ClosedFrom,
                Repetitions = answer.Repetitions,
                Reasoning = thought,
                ReasoningTokens = thinking,
                CachedPromptTokens = Thinking is null ? answer.CachedPromptTokens : cached,
            };
        }
        catch (AnswerBudgetException fault)
        {
            throw new MalformedRequestException("/maxTokens", fault.Message);
        }
    }

    private async Task<(string? Thought, int[] Start, int Cached)> ThinkAsync(int[] prompt, ThinkingPlan plan, CancellationToken cancellationToken)
    {
        int[] open = [.. prompt, .. model.Tokenize(plan.Tag.Open + "\n", parseSpecial: true)];
        if (plan.Budget == 0) return (null, [.. open, .. model.Tokenize($"\n{plan.Tag.Close}\n\n", parseSpecial: true)], 0);
        var request = new DecodingRequest
        {
            Prompt = open,
            // The context has to hold the answer too.
            Sampling = Sampling with { RepetitionGuard = false, MaxTokens = Math.Max(1, Math.Min(plan.Budget, (model.ContextLength - open.Length) / 2)) },
            StopStrings = [plan.Tag.Close],
        };
        var thought = await decoder.DecodeAsync(request, OnThought, cancellationToken).ConfigureAwait(false);
        int[] start = [.. open, .. model.Tokenize(thought.Text, parseSpecial: false), .. model.Tokenize($"\n{plan.Tag.Close}\n\n", parseSpecial: true)];
        return (thought.Text, start, thought.CachedPromptTokens);
    }
}
