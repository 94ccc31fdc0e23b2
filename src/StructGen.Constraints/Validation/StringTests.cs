using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Validation;

/// <summary>Compiles and keeps the string tests of one validator.</summary>
internal sealed class StringTests(ConstraintLimits limits)
{
    private readonly PatternArenas _arenas = new(limits);
    private readonly Dictionary<string, (StringTest? Test, string? Problem)> _patterns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StringTest?> _formats = new(StringComparer.Ordinal);

    /// <summary>The test of an unanchored ECMA-262 pattern; null, with the problem, when it is none.</summary>
    public (StringTest? Test, string? Problem) Pattern(string pattern)
    {
        if (!_patterns.TryGetValue(pattern, out var known)) _patterns[pattern] = known = Compile(pattern);
        return known;
    }

    /// <summary>The test of a format; null for one that is unknown, an annotation.</summary>
    public StringTest? Format(string name)
    {
        if (!_formats.TryGetValue(name, out var test) && (test = HostNameTest.Find(name)) is null)
            _formats[name] = test = _arenas.Use(arena => arena.Format(name) is not null) ? new PatternTest(_arenas, arena => arena.Format(name)!) : null;
        return test;
    }

    private (StringTest? Test, string? Problem) Compile(string pattern)
    {
        try
        {
            _arenas.Use(arena => arena.Search(pattern));
            return (new PatternTest(_arenas, arena => arena.Search(pattern)), null);
        }
        catch (PatternException exception)
        {
            return (exception.IsSyntaxError ? null : RegexTest.TryCreate(pattern), exception.Message);
        }
    }
}
