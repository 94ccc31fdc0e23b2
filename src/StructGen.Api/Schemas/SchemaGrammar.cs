using StructGen.Constraints;

namespace StructGen.Api.Schemas;

/// <summary>A registered schema as a grammar for llama.cpp and other runtimes that read GBNF.</summary>
/// <param name="Name">Name of the schema.</param>
/// <param name="Version">Its version.</param>
/// <param name="Grammar">The grammar's text; its first rule is <c>root</c>.</param>
/// <param name="NotEnforced">What the grammar lets through although the schema refuses it; empty where the two say the same.</param>
public sealed record SchemaGrammar(string Name, int Version, string Grammar, IReadOnlyList<EnforcementEntry> NotEnforced);
