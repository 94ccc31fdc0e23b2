namespace StructGen.Constraints;

/// <summary>A constraint as a grammar in GBNF, the notation of llama.cpp, for runtimes that take no token masks.</summary>
/// <remarks>
/// A context-free grammar has no memory: that no two items are equal, and that a member which the schema does not name is not written twice, cannot be
/// said in it. Such rules are left out of the grammar and listed; everything else is as in the constraint's own masks, escapes and white space included, but
/// that numbers which are bounded, or must be integers or multiples, are written without an exponent.
/// </remarks>
/// <param name="Text">The grammar; its first rule is <c>root</c>.</param>
/// <param name="NotEnforced">What the grammar lets through although the constraint refuses it; empty when there is nothing.</param>
public sealed record GbnfGrammar(string Text, IReadOnlyList<EnforcementEntry> NotEnforced)
{
    /// <summary>Whether every text of the grammar is one of the constraint.</summary>
    public bool IsSound => NotEnforced.Count == 0;
}
