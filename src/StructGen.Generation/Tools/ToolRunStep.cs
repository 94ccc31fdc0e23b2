namespace StructGen.Generation.Tools;

/// <summary>The calls of one turn of the model and what came of them. Immutable.</summary>
/// <param name="Calls">The calls, in the model's order.</param>
/// <param name="Results">One result a call, in the same order.</param>
/// <param name="Content">What the model said beside its calls; null where it said nothing.</param>
public sealed record ToolRunStep(IReadOnlyList<ToolCall> Calls, IReadOnlyList<ToolCallOutput> Results, string? Content);
