namespace StructGen.Api.Tools.Imports;

/// <summary>An operation that cannot become a tool.</summary>
/// <param name="reason">Why, in a sentence for the client.</param>
internal sealed class OperationException(string reason) : Exception(reason);
