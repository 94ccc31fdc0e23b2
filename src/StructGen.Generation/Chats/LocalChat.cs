using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Models;
using StructGen.Generation.Parsing;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Tools;
using StructGen.Generation.Validation;

namespace StructGen.Generation.Chats;

/// <summary>Prepares a chat answer of a local model: one grammar for calls and data, told live where the grammar enforces everything.</summary>
internal sealed class LocalChat(ConstraintCache constraints, AnswerSchemas schemas, AnswerWriters writers, GenerationLimits limits)
{
    public async ValueTask<ChatTurn> PrepareAsync(ITokenModel model, ChatRequest request, ChatAsk ask, AnsweredCalls? answered, ChatTale tale, AttemptLog log, CancellationToken cancellationToken)
    {
        var constraint = await ConstrainAsync(model, request, ask, cancellationToken).ConfigureAwait(false);
        if (constraint is not null) log.Warn(EnforcementWarnings.Of(constraint.Report, GenerationMode.Grammar));
        if (constraint is not null && request.StopStrings.Count > 0)
            log.Warn("stop-unused", "/stop", "Stop strings end answers in words; this answer ends where its schema says.");
        var isLive = constraint?.Report.Entries.All(entry => entry.Status != Enforcement.CheckedAfterwards) ?? true;
        var filter = new RepeatFilter(answered, tale.Add);
        var splitter = new CallSplitter(ask, filter.Add);
        var writer = new LocalChatWriter(model, writers.DecoderOf(model))
        {
            Constraint = constraint,
            Sampling = request.Sampling,
            StopStrings = request.StopStrings,
            Thinking = ThinkingPlan.Of(model, request),
            OnThought = isLive ? text => tale.Add(new ReasoningPiece(text)) : null,
        };
        var form = request.ShowSchema ? ChatLayout.FormOf(model.Metadata, request.Format, ask.Format) : null;
        var prompt = ChatLayout.Of(model.Metadata, ask, ChatTurns.Of(request.Messages, instructions: null), form);
        if (isLive)
        {
            Judgement<ChatSaid> Accept(WrittenAnswer answer)
            {
                splitter.End();
                filter.End();
                return new(GenerationOutcome.Answered, Said(tale, filter, answer));
            }

            return new ChatTurn(prompt, writer, Accept) { OnText = text => splitter.Append(text) };
        }

        var whole = await schemas.GetAsync(ask.AnswerSchema(limits.ParallelCalls), isSpec: false, null, cancellationToken).ConfigureAwait(false);
        return new ChatTurn(prompt, writer, answer => Judge(answer, ask, answered, whole));
    }

    /// <summary>The constraint of the whole answer; null where it is any text.</summary>
    private async ValueTask<CompiledConstraint?> ConstrainAsync(ITokenModel model, ChatRequest request, ChatAsk ask, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Format.Kind == ChatFormatKind.Pattern && ask.Tools.Count == 0)
                return await constraints.GetPatternAsync(request.Format.Expression!, model.Vocabulary, cancellationToken).ConfigureAwait(false);
            if (request.Format.Kind == ChatFormatKind.Choice && ask.Tools.Count == 0)
                return await constraints.GetChoiceAsync(request.Format.Choices, model.Vocabulary, cancellationToken).ConfigureAwait(false);
            if (ask.IsFree) return null;
            var isLenient = (ask.Format is not null && !request.Format.Strict) || ask.Tools.Any(tool => !tool.Strict);
            return await CompileAsync(model, ask.AnswerSchema(limits.ParallelCalls), MaskOptions.Of(request.Sampling, isLenient), cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException fault)
        {
            throw await BlameAsync(model, request, ask, fault, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask<CompiledConstraint> CompileAsync(ITokenModel model, JsonElement schema, ConstraintOptions options, CancellationToken cancellationToken)
        => constraints.GetAsync(schema.Clone(), ContentHash.Of(schema), model.Vocabulary, options, cancellationToken);

    /// <summary>Which part of the request made the whole fail: each schema is compiled alone.</summary>
    private async ValueTask<RequestPartException> BlameAsync(ITokenModel model, ChatRequest request, ChatAsk ask, ConstraintException fault, CancellationToken cancellationToken)
    {
        foreach (var tool in ask.Tools)
        {
            try
            {
                await CompileAsync(model, ToolSet.ParametersOf(tool), MaskOptions.Of(request.Sampling, !tool.Strict), cancellationToken).ConfigureAwait(false);
            }
            catch (ConstraintException culprit)
            {
                var index = request.Tools.Select((offered, place) => (offered.Name, place)).First(offered => offered.Name == tool.Name).place;
                return new RequestPartException($"/tools/{index}/parameters", culprit);
            }
        }

        return new RequestPartException(ask.Format is null && ask.Tools.Count > 0 ? "/tools" : "/format", fault);
    }

    /// <summary>An answer with keywords that were left to the validator.</summary>
    private static Judgement<ChatSaid> Judge(WrittenAnswer answer, ChatAsk ask, AnsweredCalls? answered, AnswerSchema whole)
    {
        if (!IsCut(answer) || answer.ClosedByBudget)
        {
            var parsed = AnswerParser.Parse(answer.Text, AnswerFormat.Json, whole.Json);
            if (Judgements.Unusable<ChatSaid>(parsed) is { } unusable) return unusable;
            var data = parsed.Data!.Value;
            if (whole.Validate(data) is { Valid: false } verdict) return Judgements.Invalid<ChatSaid>(verdict.Errors, parsed.Repairs);
        }

        var tale = new ChatTale(tell: null);
        if (answer.Reasoning is { Length: > 0 } thought) tale.Add(new ReasoningPiece(thought));
        var filter = new RepeatFilter(answered, tale.Add);
        var splitter = new CallSplitter(ask, filter.Add);
        splitter.Append(answer.Text);
        splitter.End();
        filter.End();
        return new(GenerationOutcome.Answered, Said(tale, filter, answer));
    }

    private static ChatSaid Said(ChatTale tale, RepeatFilter filter, WrittenAnswer answer)
        => new(tale.Pieces, IsCut(answer)) { Repeated = filter.Dropped, IsOnlyRepeats = filter.LeftNone };

    private static bool IsCut(WrittenAnswer answer) => answer.FinishReason == WrittenAnswer.Length;
}
