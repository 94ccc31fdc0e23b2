using StructGen.Api.Problems;

namespace StructGen.Api.Schemas;

/// <summary>Whether another service would take a schema.</summary>
/// <param name="Name"><c>openai</c>: OpenAI with <c>strict: true</c>, as documented in February 2026.</param>
/// <param name="Accepted">Whether it would.</param>
/// <param name="Errors">Why not, each at its place.</param>
public sealed record DialectCheck(string Name, bool Accepted, IReadOnlyList<ProblemError> Errors);
