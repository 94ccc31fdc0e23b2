using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Constraints;
using StructGen.Generation.Absence;
using StructGen.Generation.Chats;
using StructGen.Generation.Evidence;
using StructGen.Generation.Models;
using StructGen.Generation.Parsing;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Streaming;
using StructGen.Generation.Telemetry;
using StructGen.Generation.Tools;
using StructGen.Generation.Validation;

namespace StructGen.Generation;

/// <summary>A schema and a text in, validated data out: how one answer is made. Safe to share between threads.</summary>
/// <remarks>
/// The caller's faults are exceptions: <see cref="MalformedRequestException"/>, <see cref="RequestTooLargeException"/>,
/// <see cref="Catalogs.UnknownSchemaException"/>, <see cref="Catalogs.UnknownToolException"/>, <see cref="UnknownModelException"/>,
/// <see cref="ContextExceededException"/>, <see cref="ConstraintException"/> and its kin, <see cref="InexpressibleException"/>. So are
/// <see cref="ModelUnavailableException"/> and <see cref="OverloadedException"/>. The model's faults are values: <see cref="GenerationResult.Outcome"/>.
/// Cancellation passes through as <see cref="OperationCanceledException"/>.
/// </remarks>
public sealed class StructuredGenerator
{
    private readonly ModelCatalog _models;
    private readonly AnswerSchemas _schemas;
    private readonly ConstraintCache _constraints;
    private readonly AnswerWriters _writers;
    private readonly ToolCaller _tools;
    private readonly ToolRunner _runs;
    private readonly ChatCompleter _chats;
    private readonly RepairLoop _repairs;
    private readonly GenerationLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger? _logger;

    internal StructuredGenerator(
        ModelCatalog models,
        AnswerSchemas schemas,
        ConstraintCache constraints,
        AnswerWriters writers,
        ToolCaller tools,
        ToolRunner runs,
        ChatCompleter chats,
        IOptions<StructGenOptions> options,
        TimeProvider time,
        ILogger<StructuredGenerator>? logger)
    {
        _models = models;
        _schemas = schemas;
        _constraints = constraints;
        _writers = writers;
        _tools = tools;
        _runs = runs;
        _chats = chats;
        _repairs = new RepairLoop(options.Value.Repairs);
        _limits = options.Value.Limits;
        _time = time;
        _logger = logger;
    }

    /// <summary>Makes one answer.</summary>
    public Task<GenerationResult> ExtractAsync(GenerationRequest request, CancellationToken cancellationToken = default) => ExtractAsync(request, tell: null, cancellationToken);

    /// <summary>Makes one answer and tells of it on the way; the last event is <see cref="GenerationEnded"/>.</summary>
    /// <remarks>Who stops enumerating stops the generation; it has ended before the enumerator's disposal returns.</remarks>
    public async IAsyncEnumerable<GenerationEvent> ExtractStreamingAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = new ExtractionStream(_time);
        await foreach (var told in stream.RunAsync((tell, token) => ExtractAsync(request, tell, token), cancellationToken).ConfigureAwait(false)) yield return told;
    }

    /// <summary>A local model under constraints as a chat client, for anyone who speaks that interface.</summary>
    /// <param name="model">Its name; null is the default model. A call's <see cref="ChatOptions.ModelId"/> counts instead.</param>
    public IChatClient AsChatClient(string? model = null) => new StructuredChatClient(model, _models, _schemas, _constraints, _writers, _limits);

    /// <summary>Lets a model call tools.</summary>
    public Task<ToolCallResult> CallToolsAsync(ToolCallRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _tools.CallAsync(request, cancellationToken);
    }

    /// <summary>Lets a model call tools, makes the calls, and goes on until the model answers.</summary>
    /// <remarks>A tool that fails is told to the model; a tool that nobody can execute is <see cref="MalformedRequestException"/>.</remarks>
    public Task<ToolRunResult> RunToolsAsync(ToolRunRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _runs.RunAsync(request, cancellationToken);
    }

    /// <summary>Has a model go on with a conversation: in words, in data of a schema, or by calling tools.</summary>
    /// <exception cref="RequestPartException">The answer's schema or a tool's parameters cannot be used.</exception>
    public Task<ChatResult> ChatAsync(ChatRequest request, CancellationToken cancellationToken = default) => _chats.CompleteAsync(request, tell: null, cancellationToken);

    /// <summary>The same, told piece by piece; the calls of <paramref name="tell"/> have ended when the task has.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tell">Gets the pieces in order, on the decoding thread; what it throws ends the generation.</param>
    /// <param name="cancellationToken">Ends the generation.</param>
    /// <remarks>What a local model writes under a constraint that enforces everything, and words, are told live. What has to be checked is told when it was.</remarks>
    /// <exception cref="RequestPartException">The answer's schema or a tool's parameters cannot be used.</exception>
    public Task<ChatResult> ChatAsync(ChatRequest request, Action<ChatPiece> tell, CancellationToken cancellationToken = default)
        => _chats.CompleteAsync(request, tell, cancellationToken);

    /// <summary>The prompt that prompt mode would send; no model is called.</summary>
    public async Task<PromptPreview> BuildPromptAsync(GenerationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestRules.Check(request, _limits);
        var schema = await _schemas.FindAsync(request, cancellationToken).ConfigureAwait(false);
        var absence = request.Prompt.Compat ? null : await _schemas.FindAbsenceAsync(schema, request.Absent, cancellationToken).ConfigureAwait(false);
        var prompt = PromptBuilder.Build((absence?.Marked ?? schema).Source, SourceText.Of(request), request.Examples, OptionsOf(request));
        return request.Prompt.Layout == "chat" ? new PromptPreview(null, prompt.Messages) : new PromptPreview(prompt.Text, null);
    }

    /// <summary>Reads what some model wrote as an answer.</summary>
    public ParseResult ParseAnswer(ParseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestRules.Check(request, _limits);
        var schema = AnswerSchemas.Create(request.Schema ?? request.Spec!.Value, request.Spec is not null);
        var parsed = AnswerParser.Parse(request.Raw, schema.Source, request.Prompt);
        var value = request.Prompt.Compat && parsed.Data is { } data ? schema.Source.UnwrapCompat(data) : parsed.Data;
        IReadOnlyList<ValidationError> errors = value is { } found ? schema.Validate(found).Errors : [];
        var told = request.Prompt.Compat ? parsed.Errors : [.. parsed.Errors, .. errors.Select(error => $"{(error.Pointer.Length == 0 ? "(root)" : error.Pointer)}: {error.Message}")];
        return new ParseResult(parsed.Data, errors.Count == 0 ? value : null, told, parsed.Repairs);
    }

    /// <summary>What becomes of every keyword of a schema in grammar mode; nothing is refused but what is no schema, unsatisfiable or beyond a limit.</summary>
    /// <exception cref="ConstraintException">It is no schema, nothing satisfies it, or it passes a limit.</exception>
    public async Task<EnforcementReport> CheckSchemaAsync(JsonElement schema, CancellationToken cancellationToken = default)
        => await _constraints.CheckAsync(schema, cancellationToken).ConfigureAwait(false);

    /// <summary>A schema as a grammar in GBNF, for runtimes that take no token masks; says what the grammar leaves out.</summary>
    /// <exception cref="ConstraintException">The schema cannot be compiled, or the grammar would pass a limit.</exception>
    public async Task<GbnfGrammar> WriteGbnfAsync(JsonElement schema, CancellationToken cancellationToken = default)
        => await _constraints.WriteGbnfAsync(schema, cancellationToken).ConfigureAwait(false);

    /// <summary>The whole story: request → schema → plan → prompt and constraint → model → parse → validate → again? → result.</summary>
    private async Task<GenerationResult> ExtractAsync(GenerationRequest request, Action<GenerationEvent>? tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestRules.Check(request, _limits);
        using var activity = StructGenMeter.Activities.StartActivity("extract");
        var schema = await _schemas.FindAsync(request, cancellationToken).ConfigureAwait(false);
        var absence = request.Prompt.Compat ? null : await _schemas.FindAbsenceAsync(schema, request.Absent, cancellationToken).ConfigureAwait(false);
        var asked = absence?.Marked ?? schema;
        var plan = GenerationPlanner.Plan(request, asked.Json, _models.Describe(request.Model), _limits);
        var log = new AttemptLog(plan, _time, _logger, tell);
        if (tell is not null && GrowthPlan.Create(request.Stream, asked.Json, plan, OptionsOf(request), log.Warn) is { } growth) tell(new GrowthPlanned(growth));
        using var deadline = new Deadline(plan.Timeout, _time, cancellationToken);
        try
        {
            var local = await _writers.FindLocalAsync(plan, deadline.Token).ConfigureAwait(false);
            var constraint = await FindConstraintAsync(request, schema, asked, plan, local, log, deadline.Token).ConfigureAwait(false);
            var prompt = LayOut(request, asked, plan, local);
            IAnswerWriter writer = local is null ? _writers.Remote(plan, options => AskFor(asked, plan, options)) : _writers.Local(local, plan.Sampling, constraint);
            var judge = new ExtractionJudge(plan, schema, absence, OptionsOf(request), log, _logger);
            var answer = await _repairs.RunAsync(prompt, writer, judge.Judge, log, deadline.Token).ConfigureAwait(false);
            return End(answer.Outcome, answer.Value, answer.Errors, SourceText.Of(request), log);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            log.Abandon();
            return End(GenerationOutcome.TimedOut, null, [], "", log);
        }
    }

    /// <summary>In grammar mode the constraint; in the others only what the schema's author should know.</summary>
    private async ValueTask<CompiledConstraint?> FindConstraintAsync(
        GenerationRequest request, AnswerSchema schema, AnswerSchema asked, GenerationPlan plan, ITokenModel? local, AttemptLog log, CancellationToken cancellationToken)
    {
        if (plan.Mode != GenerationMode.Grammar)
        {
            log.Warn(EnforcementWarnings.Of(await _constraints.CheckAsync(schema.Json, cancellationToken).ConfigureAwait(false), plan.Mode));
            return null;
        }

        var options = ConstraintOptions.Default with
        {
            Lenient = !request.Strict,
            Order = request.PropertyOrder,
            Surface = plan.Surface == AnswerSurface.Yaml ? ConstraintSurface.Yaml : ConstraintSurface.Json,
        };
        var constraint = await _constraints.GetAsync(asked.Json, asked.Hash, local!.Vocabulary, options, cancellationToken).ConfigureAwait(false);
        var report = asked == schema ? constraint.Report : await _constraints.CheckAsync(schema.Json, cancellationToken).ConfigureAwait(false);
        log.Warn(EnforcementWarnings.Of(report, plan.Mode));
        return constraint;
    }

    /// <summary>In prompt mode the Kor way; in the others the layout that the model was trained on, or ours, with the request's examples as earlier turns.</summary>
    private static IReadOnlyList<PromptMessage> LayOut(GenerationRequest request, AnswerSchema schema, GenerationPlan plan, ITokenModel? local)
    {
        var text = SourceText.Of(request);
        if (plan.Mode == GenerationMode.Prompt)
        {
            var built = PromptBuilder.Build(schema.Source, text, request.Examples, OptionsOf(request));
            return request.Prompt.Layout == "text" ? [new PromptMessage("user", built.Text)] : built.Messages;
        }

        var messages = ModelLayout.Extract(local?.Metadata ?? new Dictionary<string, string>(), schema.Json, text, plan.Surface);
        return [.. messages.SkipLast(1), .. ExampleTurns.Of(request.Examples, plan.Surface), messages[^1]];
    }

    private static void AskFor(AnswerSchema schema, GenerationPlan plan, ChatOptions options)
    {
        if (plan.Mode == GenerationMode.Native) options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.Json, SchemaShape.NameOf(schema.Json));
    }

    private static PromptOptions OptionsOf(GenerationRequest request)
        => request.Surface == AnswerSurface.Yaml ? request.Prompt with { Encoder = "yaml" } : request.Prompt;

    private static GenerationResult End(GenerationOutcome outcome, JudgedData? judged, IReadOnlyList<ValidationError> errors, string text, AttemptLog log)
    {
        log.Close(outcome);
        var data = outcome == GenerationOutcome.Answered ? judged?.Data : null;
        return new GenerationResult
        {
            Outcome = outcome,
            Data = data,
            Mode = log.Plan.Mode,
            Model = log.Plan.Model.Name,
            Attempts = log.Attempts,
            Usage = log.Usage,
            Validation = judged?.Validation ?? new AnswerValidation(false, errors, SecondOpinion.Skipped),
            Evidence = data is { } found ? EvidenceOf(found, judged?.Absent ?? [], text) : new Dictionary<string, IReadOnlyList<TextSpan>>(),
            Absent = judged?.Absent,
            Warnings = log.Warnings,
        };
    }

    /// <summary>A default stands in the data because the text does not hold the value, whatever words it shares with the text.</summary>
    private static IReadOnlyDictionary<string, IReadOnlyList<TextSpan>> EvidenceOf(JsonElement data, IReadOnlyList<string> absent, string text)
    {
        var found = EvidenceFinder.Find(data, text);
        return absent.Count == 0
            ? found
            : found.Where(place => !absent.Any(pointer => place.Key == pointer || place.Key.StartsWith(pointer + "/", StringComparison.Ordinal))).ToDictionary();
    }
}
