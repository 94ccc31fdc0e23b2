namespace StructGen.Constraints.Validation;

/// <summary>Compiles and keeps the string tests of one validator.</summary>
internal sealed class StringTests
{
    private readonly Dictionary<string, StringTest?> _patterns = new(StringComparer.Ordinal);

    private readonly Dictionary<string, StringTest?> _formats = new(StringComparer.Ordinal);

    /// <summary>The test of an unanchored ECMA-262 pattern; null when it is no pattern.</summary>
    public StringTest? Pattern(string pattern)
    {
        if (!_patterns.TryGetValue(pattern, out var test)) _patterns[pattern] = test = RegexTest.TryCreate(pattern);
        return test;
    }

    /// <summary>The test of a format; null for one that is unknown, an annotation.</summary>
    public StringTest? Format(string name) => _formats.GetValueOrDefault(name);
}
