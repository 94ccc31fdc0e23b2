using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
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
    ModelCatalog models, ToolCatalog catalog, AnswerSchemas schemas, ConstraintCache constraints, AnswerWriters writers,
    IOptions<StructGenOptions> options, TimeProvider time, ILogger<ToolCaller>? logger)
{
    private static readonly Dictionary<string, string> NoMetadata = [];
    private readonly RepairLoop _repairs = new(options.Value.Repairs);

    public async Task<ToolCallResult> CallAsync(ToolCallRequest request, CancellationToken cancellationToken)
    {
        var limits = options.Value.Limits;
        RequestRules.Check(request, limits);
        using var activity = StructGenMeter.Activities.StartActivity("call_tools");
        var tools = ToolSet.Create(await FindAsync(request.Tools, cancellationToken).ConfigureAwait(false), request.Choice);
        var plan = GenerationPlanner.Plan(request, models.DescribeForTools(request.Model), limits);
        var log = new AttemptLog(plan, time, logger, tell: null);
        using var deadline = new Deadline(plan.Timeout, time, cancellationToken);
        try
        {
            var answer = request.Choice.Kind == ToolChoiceKind.None
                ? await AnswerInWordsAsync(request, plan, log, deadline.Token).ConfigureAwait(false)
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
        var told = tools.ForPrompt();
        var reply = request.Choice.Kind == ToolChoiceKind.Auto && !isNative ? ModelLayout.ReplyTool(told) : null;
        var calls = CallSchema.Build(tools.Tools, reply, request.Parallel ? limits.ParallelCalls : null);
        var schema = await schemas.GetAsync(calls, isSpec: false, null, cancellationToken).ConfigureAwait(false);
        var local = await writers.FindLocalAsync(plan, cancellationToken).ConfigureAwait(false);
        var constraint = plan.Mode == GenerationMode.Grammar ? await ConstrainAsync(tools, schema, local!, log, cancellationToken).ConfigureAwait(false) : null;
        var prompt = isNative
            ? Conversation(request)
            : ModelLayout.Tools(local?.Metadata ?? NoMetadata, reply is null ? told : [.. told, reply], Conversation(request), request.Parallel);
        IAnswerWriter writer = local is not null
            ? writers.Local(local, plan.Sampling, constraint)
            : writers.Remote(plan, chat => { if (isNative) NativeTools.Offer(tools.Tools, request.Choice, request.Parallel, chat); });
        var judge = new ToolJudge(schema, request.Choice, request.Parallel, reply, isNative);
        return await _repairs.RunAsync(prompt, writer, judge.Judge, log, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Judgement<ToolAnswer>> AnswerInWordsAsync(ToolCallRequest request, GenerationPlan plan, AttemptLog log, CancellationToken cancellationToken)
    {
        var local = await writers.FindLocalAsync(plan, cancellationToken).ConfigureAwait(false);
        IAnswerWriter writer = local is null ? writers.Remote(plan) : writers.Local(local, plan.Sampling, constraint: null);
        return await _repairs.RunAsync(Conversation(request), writer, ToolJudge.JudgeWords, log, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CompiledConstraint> ConstrainAsync(ToolSet tools, AnswerSchema schema, ITokenModel local, AttemptLog log, CancellationToken cancellationToken)
    {
        var constraint = ConstraintOptions.Default with { Lenient = tools.Tools.Any(tool => !tool.Strict) };
        var compiled = await constraints.GetAsync(schema.Json, schema.Hash, local.Vocabulary, constraint, cancellationToken).ConfigureAwait(false);
        log.Warn(EnforcementWarnings.Of(compiled.Report, GenerationMode.Grammar));
        return compiled;
    }

    private async ValueTask<IReadOnlyList<ToolDefinition>> FindAsync(IReadOnlyList<ToolReference> references, CancellationToken cancellationToken)
    {
        var found = new List<ToolDefinition>(references.Count);
        foreach (var reference in references)
            found.Add(reference.Definition ?? (await catalog.GetAsync(reference.Name, cancellationToken).ConfigureAwait(false)).Definition);
        return found;
    }

    private static IReadOnlyList<PromptMessage> Conversation(ToolCallRequest request) => request.Messages ?? [new PromptMessage("user", request.Input!)];

    private static ToolCallResult End(GenerationOutcome outcome, ToolAnswer? answer, AttemptLog log)
    {
        log.Close(outcome);
        return new ToolCallResult
        {
            Outcome = outcome,
            Calls = answer?.Calls ?? [],
            Content = answer?.Content,
            Mode = log.Plan.Mode,
            Model = log.Plan.Model.Name,
            Attempts = log.Attempts,
            Usage = log.Usage,
            Warnings = log.Warnings,
        };
    }
}
