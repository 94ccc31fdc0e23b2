using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Constraints;
using StructGen.Generation.Models;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Telemetry;
using StructGen.Generation.Validation;

namespace StructGen.Generation.Tools;

/// <summary>Has a model call tools: the same story as an extraction, with a schema made of the tools.</summary>
/// <remarks>
/// Grammar mode masks the call schema; prompt mode tells the functions and reads what comes; native mode hands the tools to the provider. In every mode
/// the calls are checked against the tools' parameters before anyone sees them. Safe to share between threads.
/// </remarks>
internal sealed class ToolCaller(
    ModelCatalog models, ToolLookup lookup, AnswerSchemas schemas, ConstraintCache constraints, AnswerWriters writers,
    IOptions<StructGenOptions> options, TimeProvider time, ILogger<ToolCaller>? logger)
{
    private static readonly Dictionary<string, string> NoMetadata = [];
    private readonly RepairLoop _repairs = new(options.Value.Repairs);

    public async Task<ToolCallResult> CallAsync(ToolCallRequest request, CancellationToken cancellationToken)
    {
        var limits = options.Value.Limits;
        RequestRules.Check(request, limits);
        using var activity = StructGenMeter.Activities.StartActivity("call_tools");
        var tools = ToolSet.Create(await lookup.FindAsync(request.Tools, cancellationToken).ConfigureAwait(false), request.Choice);
        var plan = GenerationPlanner.Plan(request, models.DescribeForTools(request.Model), limits);
        var log = new AttemptLog(plan, time, logger, tell: null);
        using var deadline = new Deadline(plan.Timeout, time, cancellationToken);
        try
        {
            var answer = request.Choice.Kind == ToolChoiceKind.None && request.AnswerSchema is null
                ? await AnswerInWordsAsync(request, tools, plan, log, deadline.Token).ConfigureAwait(false)
                : await AnswerAsync(request, tools, plan, limits, log, deadline.Token).ConfigureAwait(false);
            return End(answer.Outcome, answer.Value, log);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            log.Abandon();
            return End(GenerationOutcome.TimedOut, null, log);
        }
    }

    private async Task<Judgement<ToolAnswer>> AnswerAsync(
        ToolCallRequest request, ToolSet tools, GenerationPlan plan, GenerationLimits limits, AttemptLog log, CancellationToken cancellationToken)
    {
        var isNative = plan.Mode == GenerationMode.Native;
        IReadOnlyList<ToolDefinition> callable = request.Choice.Kind == ToolChoiceKind.None ? [] : tools.Tools;
        IReadOnlyList<PromptTool> told = [.. callable.Select(tool => new PromptTool(tool.Name, tool.Description, tool.Parameters))];
        var reply = ReplyOf(request, told, isNative);
        var repliesInData = reply is not null && request.AnswerSchema is not null;
        var calls = CallSchema.Build(callable, reply, request.Parallel ? limits.ParallelCalls : null);
        var schema = await schemas.GetAsync(calls, isSpec: false, null, cancellationToken).ConfigureAwait(false);
        var local = await writers.FindLocalAsync(plan, cancellationToken).ConfigureAwait(false);
        var constraint = plan.Mode == GenerationMode.Grammar ? await ConstrainAsync(request, tools, schema, local!, log, cancellationToken).ConfigureAwait(false) : null;
        var turns = ChatTurns.Of(Conversation(request), instructions: null);
        var prompt = isNative
            ? turns
            : ModelLayout.Tools(local?.Metadata ?? NoMetadata, reply is null ? told : [.. told, reply], turns, request.Parallel);
        IAnswerWriter writer = local is not null
            ? writers.Local(local, plan.Sampling, constraint)
            : isNative ? writers.Remote(plan, Conversation(request), chat => Offer(request, callable, reply, chat))
            : writers.Remote(plan);
        var judge = new ToolJudge(schema, request.Choice, request.Parallel, reply, isNative) { RepliesInData = repliesInData };
        return await _repairs.RunAsync(prompt, writer, judge.Judge, log, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Judgement<ToolAnswer>> AnswerInWordsAsync(ToolCallRequest request, ToolSet tools, GenerationPlan plan, AttemptLog log, CancellationToken cancellationToken)
    {
        var local = await writers.FindLocalAsync(plan, cancellationToken).ConfigureAwait(false);
        IAnswerWriter writer = local is not null ? writers.Local(local, plan.Sampling, constraint: null)
            : plan.Mode == GenerationMode.Native ? writers.Remote(plan, Conversation(request), chat => OfferNone(request, tools, chat))
            : writers.Remote(plan);
        return await _repairs.RunAsync(ChatTurns.Of(Conversation(request), instructions: null), writer, ToolJudge.JudgeWords, log, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CompiledConstraint> ConstrainAsync(
        ToolCallRequest request, ToolSet tools, AnswerSchema schema, ITokenModel local, AttemptLog log, CancellationToken cancellationToken)
    {
        var constraint = ConstraintOptions.Default with { Lenient = tools.Tools.Any(tool => !tool.Strict), Order = request.PropertyOrder };
        var compiled = await constraints.GetAsync(schema.Json, schema.Hash, local.Vocabulary, constraint, cancellationToken).ConfigureAwait(false);
        log.Warn(EnforcementWarnings.Of(compiled.Report, GenerationMode.Grammar));
        return compiled;
    }

    /// <summary>The request as a conversation.</summary>
    public static IReadOnlyList<ChatMessage> Conversation(ToolCallRequest request) => request.Messages ?? [new ChatMessage(ChatRole.User, request.Input)];

    /// <summary>The function that stands for calling none; null where a call is required, or where providers have their own way for it.</summary>
    private static PromptTool? ReplyOf(ToolCallRequest request, IReadOnlyList<PromptTool> told, bool isNative)
    {
        if (request.Choice.Kind is ToolChoiceKind.Required or ToolChoiceKind.Named) return null;
        if (request.AnswerSchema is { } schema) return AnswerFunction.Create(told, schema);
        return isNative ? null : ModelLayout.ReplyTool(told);
    }

    /// <summary>Data comes as a call of the answer function, so that a call is required wherever data is asked for.</summary>
    private static void Offer(ToolCallRequest request, IReadOnlyList<ToolDefinition> callable, PromptTool? reply, ChatOptions chat)
    {
        if (reply is null) NativeTools.Offer(callable, request.Choice, request.Parallel, chat);
        else NativeTools.Offer([.. callable, new ToolDefinition(reply.Name, reply.Description, reply.Parameters)], callable.Count == 0 ? ToolChoice.Named(reply.Name) : ToolChoice.Required, request.Parallel, chat);
    }

    /// <summary>A conversation that holds calls needs its tools declared, or providers refuse it; one without them is asked without.</summary>
    private static void OfferNone(ToolCallRequest request, ToolSet tools, ChatOptions chat)
    {
        if (tools.Tools.Count == 0 || request.Messages?.Any(message => message.Contents.Any(content => content is FunctionCallContent)) != true) return;
        NativeTools.Offer(tools.Tools, ToolChoice.Auto, parallel: false, chat);
        chat.AllowMultipleToolCalls = null;
        chat.ToolMode = ChatToolMode.None;
    }

    private static ToolCallResult End(GenerationOutcome outcome, ToolAnswer? answer, AttemptLog log)
    {
        log.Close(outcome);
        return new ToolCallResult
        {
            Outcome = outcome,
            Calls = answer?.Calls ?? [],
            Content = answer?.Content,
            Data = answer?.Data,
            Mode = log.Plan.Mode,
            Model = log.Plan.Model.Name,
            Attempts = log.Attempts,
            Usage = log.Usage,
            Warnings = log.Warnings,
        };
    }
}
