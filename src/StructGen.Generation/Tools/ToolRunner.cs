using Microsoft.Extensions.Options;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Telemetry;

namespace StructGen.Generation.Tools;

/// <summary>Model → calls → results → model, until it answers, the iterations run out or the time is over. Safe to share between threads.</summary>
/// <remarks>
/// Results are messages of the conversation, so a run is a series of ordinary tool requests, whose repeat guard (<see cref="AnsweredCalls"/>) applies. A call
/// that was made before is not made again in any case, because its result stands in the conversation already and a second order is worse than none.
/// </remarks>
internal sealed class ToolRunner(ToolCaller caller, ToolLookup lookup, IOptions<StructGenOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public async Task<ToolRunResult> RunAsync(ToolRunRequest run, CancellationToken cancellationToken)
    {
        RequestRules.Check(run, options.Value);
        using var activity = StructGenMeter.Activities.StartActivity("structgen.run");
        var executors = await ExecutorsAsync(run.Call, cancellationToken).ConfigureAwait(false);
        var request = run.Call with { Tools = [.. executors.Values.Select(entry => (ToolReference)entry.Tool)] };
        var tale = new ToolRunTale(run.Call);
        var began = time.GetTimestamp();
        var limit = run.Call.Timeout ?? options.Value.Limits.Timeout;
        while (true)
        {
            var left = limit - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero && tale.Steps.Count > 0) return tale.TimedOut();
            var turn = await caller.CallAsync(request with { Input = null, Messages = tale.Conversation, Choice = tale.Choice, Timeout = Max(left, Shortest) }, cancellationToken).ConfigureAwait(false);
            tale.Add(turn);
            if (turn.Outcome != GenerationOutcome.Answered || turn.Calls.Count == 0) return tale.End();
            using var deadline = new Deadline(Max(limit - time.GetElapsedTime(began), Shortest), time, cancellationToken);
            try
            {
                tale.Add(turn, await Task.WhenAll(turn.Calls.Select(call => ExecuteAsync(executors[call.Name], call, tale, deadline.Token))).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (deadline.HasPassed)
            {
                return tale.TimedOut();
            }

            if (tale.Steps.Count == run.MaxIterations) return tale.End();
        }
    }

    private async Task<ToolCallOutput> ExecuteAsync((ToolDefinition Tool, IToolExecutor Executor) entry, ToolCall call, ToolRunTale tale, CancellationToken cancellationToken)
    {
        if (tale.Find(call) is { } known) return new ToolCallOutput(call.Id, known, TimeSpan.Zero);
        using var activity = StructGenMeter.Activities.StartActivity("structgen.tool");
        var began = time.GetTimestamp();
        var output = await entry.Executor.ExecuteAsync(entry.Tool, call.Arguments, cancellationToken).ConfigureAwait(false);
        return new ToolCallOutput(call.Id, output, time.GetElapsedTime(began));
    }

    /// <summary>A tool that nobody executes is told before anything is done.</summary>
    private async ValueTask<Dictionary<string, (ToolDefinition Tool, IToolExecutor Executor)>> ExecutorsAsync(ToolCallRequest request, CancellationToken cancellationToken)
    {
        var found = await lookup.FindAsync(request.Tools, cancellationToken).ConfigureAwait(false);
        var executors = new Dictionary<string, (ToolDefinition, IToolExecutor)>(StringComparer.Ordinal);
        for (var index = 0; index < found.Count; index++)
        {
            var executor = lookup.ExecutorOf(found[index])
                ?? throw new MalformedRequestException($"/tools/{index}", $"The tool '{found[index].Name}' cannot be run here: register it with an http binding, or use /v1/tool-calls and make the call yourself.");
            if (executor.Obstacle(found[index]) is { } obstacle) throw new MalformedRequestException($"/tools/{index}", $"The tool '{found[index].Name}' cannot be run here: {obstacle}");
            if (!executors.TryAdd(found[index].Name, (found[index], executor)))
                throw new MalformedRequestException($"/tools/{index}", $"There are two tools '{found[index].Name}': give each its own name.");
        }

        return executors;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
