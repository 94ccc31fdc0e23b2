namespace StructGen.Api.Tools.Imports;

/// <summary>An operation that did not become a tool.</summary>
/// <param name="Operation">Its <c>operationId</c>, else method and path.</param>
/// <param name="Reason">Why.</param>
public sealed record SkippedOperation(string Operation, string Reason);
