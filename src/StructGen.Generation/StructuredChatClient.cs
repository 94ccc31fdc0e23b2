using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Chats;
using StructGen.Generation.Models;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Tools;
using StructGen.Generation.Validation;

namespace StructGen.Generation;

/// <summary>A local model under constraints, for anyone who speaks <see cref="IChatClient"/>: agents, function invokers, Semantic Kernel.</summary>
/// <remarks>
/// <see cref="ChatOptions.ResponseFormat"/> is enforced while the answer is written, and so are the parameters of <see cref="ChatOptions.Tools"/>; both at
/// once are one grammar. The schema and the functions are told to the model in a system message. A keyword that cannot be enforced is a
/// <see cref="ConstraintException"/>, never silence. An answer that the token limit cut off has the finish reason length and no calls. Streamed answers
/// come piece by piece, calls as a whole. <see cref="ChatOptions.AdditionalProperties"/> may hold <c>openObjects</c>, <c>openNumbers</c> and <c>repetitionGuard</c>, booleans
/// as in <see cref="SamplingOptions"/>. Safe to share between threads; owns nothing.
/// </remarks>
public sealed class StructuredChatClient : IChatClient
{
    private readonly string? _model;
    private readonly ModelCatalog _models;
    private readonly AnswerSchemas _schemas;
    private readonly ConstraintCache _constraints;
    private readonly AnswerWriters _writers;
    private readonly GenerationLimits _limits;
    private readonly bool _repeatGuard;

    internal StructuredChatClient(string? model, ModelCatalog models, AnswerSchemas schemas, ConstraintCache constraints, AnswerWriters writers, StructGenOptions options)
    {
        _model = model;
        _models = models;
        _schemas = schemas;
        _constraints = constraints;
        _writers = writers;
        _limits = options.Limits;
        _repeatGuard = options.Chat.RepeatGuard;
    }

    /// <inheritdoc/>
    /// <exception cref="UnknownModelException">No model of this name.</exception>
    /// <exception cref="ConstraintException">The schema or a tool's parameters cannot be enforced.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var model = await FindAsync(options, cancellationToken).ConfigureAwait(false);
        var ask = ChatAsk.Of(options);
        IReadOnlyList<ChatMessage> conversation = [.. messages];
        if (!ask.IsFree) return await AnswerAsync(model, ask, conversation, options, cancellationToken).ConfigureAwait(false);
        return await Free(model).GetResponseAsync(Plain(ChatTurns.Of(conversation, options?.Instructions)), WithoutInstructions(options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var model = await FindAsync(options, cancellationToken).ConfigureAwait(false);
        var ask = ChatAsk.Of(options);
        IReadOnlyList<ChatMessage> conversation = [.. messages];
        if (ask.IsFree)
        {
            await foreach (var update in Free(model).GetStreamingResponseAsync(Plain(ChatTurns.Of(conversation, options?.Instructions)), WithoutInstructions(options), cancellationToken).ConfigureAwait(false)) yield return update;
            yield break;
        }

        if (ask.Tools.Count > 0)
        {
            var whole = await AnswerAsync(model, ask, conversation, options, cancellationToken).ConfigureAwait(false);
            foreach (var update in whole.ToChatResponseUpdates()) yield return update;
            yield break;
        }

        var (writer, prompt) = await PrepareAsync(model, ask, ChatTurns.Of(conversation, options?.Instructions), options, cancellationToken).ConfigureAwait(false);
        var pieces = new ToldStream<string, WrittenAnswer>();
        await foreach (var piece in pieces.RunAsync((tell, token) => writer.WriteAsync(prompt, tell, token), cancellationToken).ConfigureAwait(false))
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = model.Name };
        var answer = pieces.Result;
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage(answer))]) { ModelId = model.Name, FinishReason = Reason(answer) };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(ChatClientMetadata)) return new ChatClientMetadata("structgen", null, _model ?? _models.DefaultName);
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Models belong to their providers.
    }

    private async ValueTask<ITokenModel> FindAsync(ChatOptions? options, CancellationToken cancellationToken)
    {
        var description = _models.Describe(options?.ModelId ?? _model);
        return await _models.FindTokenModelAsync(description.Name, cancellationToken).ConfigureAwait(false)
            ?? throw new MalformedRequestException("/model", $"The model '{description.Name}' is a provider's: only local models write under constraints.");
    }

    /// <summary>A whole answer. Calls that were answered before are dropped; where they are all there is, the model is asked for its answer.</summary>
    private async Task<ChatResponse> AnswerAsync(ITokenModel model, ChatAsk ask, IReadOnlyList<ChatMessage> conversation, ChatOptions? options, CancellationToken cancellationToken)
    {
        var turns = ChatTurns.Of(conversation, options?.Instructions);
        var response = await WriteAsync(ask).ConfigureAwait(false);
        if (!_repeatGuard || AnsweredCalls.Of(conversation, ask.Choice) is not { } answered) return response;
        var contents = response.Messages[0].Contents;
        var repeated = contents.OfType<FunctionCallContent>().Where(call => answered.Contains(call.Name, NativeCalls.Read([call], asArray: false).GetProperty("arguments"))).ToList();
        foreach (var call in repeated) contents.Remove(call);
        if (repeated.Count == 0 || contents.Count > 0) return response;
        var reply = await WriteAsync(ask with { MayCall = false }).ConfigureAwait(false);
        reply.Usage!.Add(response.Usage!);
        return reply;

        async Task<ChatResponse> WriteAsync(ChatAsk ask)
        {
            var (writer, prompt) = await PrepareAsync(model, ask, turns, options, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(model, ask, await writer.WriteAsync(prompt, null, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<(IAnswerWriter Writer, IReadOnlyList<PromptMessage> Prompt)> PrepareAsync(
        ITokenModel model, ChatAsk ask, IReadOnlyList<PromptMessage> turns, ChatOptions? options, CancellationToken cancellationToken)
    {
        var schema = ask.AnswerSchema(_limits.ParallelCalls);
        var sampling = new SamplingOptions
        {
            Temperature = options?.Temperature ?? 0,
            TopP = options?.TopP,
            TopK = options?.TopK,
            Seed = (int?)options?.Seed,
            MaxTokens = options?.MaxOutputTokens,
            OpenObjects = Says(options, "openObjects", false),
            OpenNumbers = Says(options, "openNumbers", false),
            RepetitionGuard = Says(options, "repetitionGuard", true),
        };
        var constraint = await _constraints.GetAsync(schema.Clone(), ContentHash.Of(schema), model.Vocabulary, MaskOptions.Of(sampling), cancellationToken).ConfigureAwait(false);
        return (_writers.Local(model, sampling, constraint), ChatLayout.Of(model.Metadata, ask, turns, ask.Format is { } format ? ChatLayout.TypeOf(model.Metadata, format) : null));
    }

    private async ValueTask<ChatResponse> ReadAsync(ITokenModel model, ChatAsk ask, WrittenAnswer answer, CancellationToken cancellationToken)
    {
        IList<AIContent> contents = [new TextContent(answer.Text)];
        if (ask.Tools.Count > 0 && Reason(answer) != ChatFinishReason.Length)
        {
            var schema = await _schemas.GetAsync(ask.CallsSchema(_limits.ParallelCalls), isSpec: false, null, cancellationToken).ConfigureAwait(false);
            var judge = new ToolJudge(schema, ask.Choice, ask.Parallel, ask.Reply, isNative: false);
            if (judge.Judge(answer) is { Outcome: GenerationOutcome.Answered, Value: { } said }) contents = Contents(said);
        }

        var isCall = contents.Any(content => content is FunctionCallContent);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = model.Name,
            FinishReason = isCall ? ChatFinishReason.ToolCalls : Reason(answer),
            Usage = Usage(answer),
        };
    }

    private static bool Says(ChatOptions? options, string name, bool otherwise)
        => options?.AdditionalProperties?.TryGetValue(name, out bool said) == true ? said : otherwise;

    private static List<AIContent> Contents(ToolAnswer said)
    {
        List<AIContent> contents = said.Content is { } words ? [new TextContent(words)] : [];
        foreach (var call in said.Calls)
            contents.Add(new FunctionCallContent(call.Id, call.Name, call.Arguments.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value)));
        return contents;
    }

    private static TokenModelChatClient Free(ITokenModel model) => new(model);

    private static IEnumerable<ChatMessage> Plain(IReadOnlyList<PromptMessage> turns) => turns.Select(turn => new ChatMessage(new ChatRole(turn.Role), turn.Content));

    private static ChatOptions? WithoutInstructions(ChatOptions? options)
    {
        if (options?.Instructions is null) return options;
        var rest = options.Clone();
        rest.Instructions = null;
        return rest;
    }

    private static ChatFinishReason Reason(WrittenAnswer answer)
        => answer.FinishReason == WrittenAnswer.Length && !answer.ClosedByBudget ? ChatFinishReason.Length : ChatFinishReason.Stop;

    private static UsageDetails Usage(WrittenAnswer answer) => new()
    {
        InputTokenCount = answer.Usage.PromptTokens,
        OutputTokenCount = answer.Usage.CompletionTokens,
        TotalTokenCount = answer.Usage.TotalTokens,
    };
}
