namespace StructGen.Generation.Requests;

/// <summary>Something the caller should know.</summary>
/// <param name="Code">Stable name such as <c>unknown-keyword</c>, <c>checked-afterwards</c>.</param>
/// <param name="Pointer">JSON pointer into the schema; empty is the root.</param>
/// <param name="Message">One sentence.</param>
public sealed record GenerationWarning(string Code, string Pointer, string Message);
