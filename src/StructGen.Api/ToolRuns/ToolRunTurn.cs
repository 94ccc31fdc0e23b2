using StructGen.Generation.Tools;

namespace StructGen.Api.ToolRuns;

/// <summary>One turn of the model that called tools.</summary>
/// <param name="Content">What it said beside its calls.</param>
/// <param name="Calls">The calls.</param>
/// <param name="Results">One result a call, in the same order.</param>
public sealed record ToolRunTurn(string? Content, IReadOnlyList<ToolCall> Calls, IReadOnlyList<ToolRunOutput> Results)
{
    internal static ToolRunTurn From(ToolRunStep step) => new(step.Content, step.Calls, [.. step.Results.Select(ToolRunOutput.From)]);
}
