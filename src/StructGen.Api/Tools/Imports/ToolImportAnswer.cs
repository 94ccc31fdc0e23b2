namespace StructGen.Api.Tools.Imports;

/// <summary>What became of a document's operations.</summary>
/// <param name="Created">Names of the tools that are registered now, in the document's order.</param>
/// <param name="Skipped">Operations that did not become tools.</param>
public sealed record ToolImportAnswer(IReadOnlyList<string> Created, IReadOnlyList<SkippedOperation> Skipped);
