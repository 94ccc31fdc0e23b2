namespace StructGen.Generation.Tools;

/// <summary>What came of a <see cref="ToolRunRequest"/>. Immutable.</summary>
/// <param name="Last">The model's last turn: words or data where it answered, calls where the iterations ran out, else why it failed. Attempts, usage and warnings are those of the whole run.</param>
/// <param name="Steps">Every turn that called tools, with the results.</param>
public sealed record ToolRunResult(ToolCallResult Last, IReadOnlyList<ToolRunStep> Steps)
{
    /// <summary>Whether the iterations ran out before the model answered.</summary>
    public bool IsLimited => Last is { Outcome: Requests.GenerationOutcome.Answered, Calls.Count: > 0 };
}
