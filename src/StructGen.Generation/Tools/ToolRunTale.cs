using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tools;

/// <summary>A run so far: its conversation, its steps and the sums over its turns. One owner, but <see cref="Find"/> may be called by several at once.</summary>
internal sealed class ToolRunTale(ToolCallRequest request)
{
    private readonly List<ChatMessage> _conversation = [.. ToolCaller.Conversation(request)];
    private readonly List<ToolRunStep> _steps = [];
    private readonly List<GenerationAttempt> _attempts = [];
    private readonly List<GenerationWarning> _warnings = [];
    private readonly Dictionary<string, ToolOutput> _made = new(StringComparer.Ordinal);
    private TokenUsage _usage = TokenUsage.None;
    private ToolCallResult? _last;

    /// <summary>A copy: what a turn is asked with does not change under it.</summary>
    public IReadOnlyList<ChatMessage> Conversation => [.. _conversation];

    public IReadOnlyList<ToolRunStep> Steps => _steps;

    /// <summary>Whether the next turn must call: the request's choice at first; then the model is free.</summary>
    public ToolChoice Choice => _steps.Count == 0 || request.Choice.Kind == ToolChoiceKind.None ? request.Choice : ToolChoice.Auto;

    /// <summary>The output of the same call made before and well; null where there is none.</summary>
    public ToolOutput? Find(ToolCall call) => _made.GetValueOrDefault(KeyOf(call));

    public void Add(ToolCallResult turn)
    {
        _last = turn;
        _usage += turn.Usage;
        _attempts.AddRange(turn.Attempts);
        _warnings.AddRange(turn.Warnings.Except(_warnings));
    }

    public void Add(ToolCallResult turn, IReadOnlyList<ToolCallOutput> results)
    {
        foreach (var (call, result) in turn.Calls.Zip(results).Where(pair => pair.Second.Output.Error is null)) _made[KeyOf(call)] = result.Output;
        _steps.Add(new ToolRunStep(turn.Calls, results, turn.Content));
        _conversation.Add(new ChatMessage(ChatRole.Assistant, [.. Words(turn), .. turn.Calls.Select(AIContent (call) => Told(call))]));
        // One message a result, as OpenAI's protocol wants it.
        foreach (var result in results) _conversation.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(result.Id, result.Output.ForModel())]));
    }

    public ToolRunResult End() => new(_last! with { Attempts = _attempts, Usage = _usage, Warnings = _warnings }, _steps);

    public ToolRunResult TimedOut()
    {
        _last = _last! with { Outcome = GenerationOutcome.TimedOut };
        return End();
    }

    private static IEnumerable<AIContent> Words(ToolCallResult turn) => turn.Content is { } words ? [new TextContent(words)] : [];

    private static FunctionCallContent Told(ToolCall call)
        => new(call.Id, call.Name, call.Arguments.EnumerateObject().ToDictionary(member => member.Name, object? (member) => member.Value, StringComparer.Ordinal));

    private static string KeyOf(ToolCall call) => $"{call.Name} {JsonSerializer.Serialize(call.Arguments)}";
}
