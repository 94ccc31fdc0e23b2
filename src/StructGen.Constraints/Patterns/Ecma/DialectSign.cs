namespace StructGen.Constraints.Patterns.Ecma;

/// <summary>A place in a pattern that another dialect of regular expressions reads otherwise: <c>\A</c> is a start in Python and the letter A in ECMA-262.</summary>
/// <param name="Position">Where it begins, in UTF-16 units from 0.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Message">What it is elsewhere, what it is here, and what to write.</param>
internal readonly record struct DialectSign(int Position, int Length, string Message);
