namespace StructGen.Generation.Tools;

/// <summary>What came of one call. Immutable.</summary>
/// <param name="Id">The call's identifier.</param>
/// <param name="Output">The value or the error.</param>
/// <param name="Duration">Time that the call took.</param>
public sealed record ToolCallOutput(string Id, ToolOutput Output, TimeSpan Duration);
