namespace StructGen.Constraints.Patterns;

/// <summary>An ECMA-262 pattern that cannot be used: <c>position 3: '(?i)' is not ECMA-262; write the letters as classes, such as [aA]</c>.</summary>
internal sealed class PatternException(string pattern, int position, string reason, bool isSyntaxError)
    : Exception($"pattern '{Shorten(pattern)}', position {position}: {reason}")
{
    /// <summary>Where in the pattern, in UTF-16 units from 0.</summary>
    public int Position { get; } = position;

    /// <summary>Whether no regular expression engine would take it; false for what is ECMA-262 but cannot be enforced here.</summary>
    public bool IsSyntaxError { get; } = isSyntaxError;

    private static string Shorten(string pattern) => pattern.Length <= 120 ? pattern : string.Concat(pattern.AsSpan(0, 117), "...");
}
