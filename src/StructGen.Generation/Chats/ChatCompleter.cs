using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Generation.Models;
using StructGen.Generation.Parsing;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Telemetry;
using StructGen.Generation.Tools;
using StructGen.Generation.Validation;

namespace StructGen.Generation.Chats;

/// <summary>Has a model go on with a conversation: what is asked → grammar or provider → pieces → result. Safe to share between threads.</summary>
internal sealed class ChatCompleter(
    ModelCatalog models, AnswerSchemas schemas, ConstraintCache constraints, AnswerWriters writers, IOptions<StructGenOptions> options, TimeProvider time, ILogger<ChatCompleter>? logger)
{
    private readonly LocalChat _local = new(constraints, schemas, writers, options.Value.Limits);
    private readonly RemoteChat _remote = new(schemas, writers, options.Value.Limits);
    private readonly RepairLoop _repairs = new(options.Value.Repairs);

    public async Task<ChatResult> CompleteAsync(ChatRequest request, Action<ChatPiece>? tell, CancellationToken cancellationToken)
    {
        RequestRules.Check(request, options.Value.Limits);
        using var activity = StructGenMeter.Activities.StartActivity("complete_chat");
        var ask = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        var model = models.Describe(request.Model);
        ChatTurn? turn = null;
        var tale = new ChatTale(tell);
        var plan = new GenerationPlan
        {
            Mode = ModeOf(model, request, ask),
            Model = model,
            Sampling = ask.IsFree ? request.Sampling with { RepetitionGuard = false } : request.Sampling, // words are the user's own
            Attempts = Math.Min(request.Retries, options.Value.Limits.MaxRetries) + 1,
            Timeout = options.Value.Limits.Timeout,
        };
        var log = new AttemptLog(plan, time, logger, told => { if (told is AnswerDelta delta) turn?.OnText?.Invoke(delta.Text); });
        var counts = new ChatCounts();
        using var deadline = new Deadline(plan.Timeout, time, cancellationToken);
        try
        {
            var answered = options.Value.Chat.RepeatGuard ? AnsweredCalls.Of(request.Messages, ask.Choice) : null;
            var said = await AskAsync(ask).ConfigureAwait(false);
            if (said.Value?.Repeated is { } repeated) log.Warn([AnsweredCalls.Warning(repeated)]);
            if (said.Value?.IsOnlyRepeats == true) said = await AskAsync(ask with { MayCall = false }).ConfigureAwait(false);
            if (turn!.OnText is null && said.Outcome == GenerationOutcome.Answered)
            {
                foreach (var piece in said.Value!.Pieces) tale.Add(piece);
            }

            return End(said.Outcome, said.Value?.IsCut == true, tale, log, counts);

            async Task<Judgement<ChatSaid>> AskAsync(ChatAsk ask)
            {
                var prepared = turn = await PrepareAsync(request, ask, answered, tale, log, deadline.Token).ConfigureAwait(false);
                return await _repairs.RunAsync(prepared.Prompt, prepared.Writer, answer => prepared.Judge(counts.Add(answer)), log, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            log.Abandon();
            return End(GenerationOutcome.TimedOut, false, tale, log, counts);
        }
    }

    private async ValueTask<ChatTurn> PrepareAsync(ChatRequest request, ChatAsk ask, AnsweredCalls? answered, ChatTale tale, AttemptLog log, CancellationToken cancellationToken)
    {
        if (await writers.FindLocalAsync(log.Plan, cancellationToken).ConfigureAwait(false) is { } local)
            return await _local.PrepareAsync(local, request, ask, answered, tale, log, cancellationToken).ConfigureAwait(false);
        var remote = models.FindTextModel(log.Plan.Model.Name) ?? throw new ModelUnavailableException($"The model '{log.Plan.Model.Name}' is no longer there.");
        return await _remote.PrepareAsync(remote, request, ask, answered, tale, log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tools that must be called leave no room for data.</summary>
    private async ValueTask<ChatAsk> AskAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<ToolDefinition> tools = request.Choice.Kind == ToolChoiceKind.None ? [] : ToolSet.Create(request.Tools, request.Choice).Tools;
        var mustCall = tools.Count > 0 && request.Choice.Kind is (ToolChoiceKind.Required or ToolChoiceKind.Named);
        return new ChatAsk(mustCall ? null : await FindSchemaAsync(request.Format, cancellationToken).ConfigureAwait(false), tools, request.Choice, request.Parallel);
    }

    private async ValueTask<JsonElement?> FindSchemaAsync(ChatFormat format, CancellationToken cancellationToken)
    {
        if (format.SchemaName is not { } name) return format.Schema;
        return (await schemas.FindAsync(new GenerationRequest { SchemaName = name }, cancellationToken).ConfigureAwait(false)).Json;
    }

    private static GenerationMode ModeOf(ModelDescription model, ChatRequest request, ChatAsk ask)
    {
        var isFree = ask.IsFree && request.Format.Kind is (ChatFormatKind.Text or ChatFormatKind.Schema);
        return isFree ? GenerationMode.Prompt : model.Modes[0];
    }

    private static ChatResult End(GenerationOutcome outcome, bool isCut, ChatTale tale, AttemptLog log, ChatCounts counts)
    {
        log.Close(outcome);
        if (log.ClosedByBudget is { Count: > 0 } places)
            log.Warn("closed-by-budget", "", $"The token limit was near, so the answer was brought to the shortest valid end. Written only to end: {AnswerPlaces.Tell(places)}.");
        return new ChatResult
        {
            Outcome = outcome,
            Content = outcome == GenerationOutcome.Refused ? log.Attempts[^1].Text : tale.Content(),
            Reasoning = tale.Reasoning(),
            Calls = tale.Calls(),
            IsCut = isCut,
            IsFiltered = outcome == GenerationOutcome.Refused && log.Attempts[^1].FinishReason == WrittenAnswer.Filtered,
            Mode = log.Plan.Mode,
            Model = log.Plan.Model.Name,
            Attempts = log.Attempts,
            Usage = log.Usage,
            ReasoningTokens = counts.Reasoning,
            CachedPromptTokens = counts.Cached,
            Warnings = log.Warnings,
        };
    }
}
