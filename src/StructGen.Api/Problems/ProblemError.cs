namespace StructGen.Api.Problems;

/// <summary>One reason for a problem, tied to a place.</summary>
/// <param name="Pointer">JSON pointer into the request or the schema; empty is the root.</param>
/// <param name="Keyword">The schema keyword concerned; null where none is.</param>
/// <param name="Message">Place, value and remedy in a sentence.</param>
public sealed record ProblemError(string Pointer, string? Keyword, string Message);
