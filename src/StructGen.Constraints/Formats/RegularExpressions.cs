using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Formats;

/// <summary>Regular expressions that every ECMA-262 engine takes, with and without the Unicode flag.</summary>
/// <remarks>
/// Left out, because counting or comparing is not regular: groups nested deeper than <see cref="Depth"/>, back-references, quantifiers <c>{m,n}</c> and class ranges
/// whose ends are compared beyond the forms below.
/// </remarks>
internal static class RegularExpressions
{
    private const int Depth = 4;

    private const string Hexadecimal = "[0-9A-Fa-f]";

    private const string Escape =
        $"\\\\(?:[dDwWsSbBtnvfr^$\\\\.*+?()\\[\\]{{}}|/]|c[A-Za-z]|x{Hexadecimal}{{2}}|u{Hexadecimal}{{4}}|u\\{{(?:0?{Hexadecimal}{{1,5}}|10{Hexadecimal}{{4}})\\}}|0(?![0-9])" +
        "|[pP]\\{(?:L|Lu|Ll|Lt|Lm|Lo|M|Mn|Mc|N|Nd|Nl|No|P|S|Z|Zs|C|Cc|Letter|Script=(?:Latin|Greek|Cyrillic|Han|Hiragana|Katakana|Arabic|Hebrew))\\})";

    public static Pattern Pattern(PatternArena arena)
    {
        var quantifier = arena.SearchKnown("^(?:(?:[*+?]|\\{(?:[0-9]{1,6},?|0,[0-9]{1,6}|1,[1-9][0-9]{0,5}|2,(?:[2-9]|[1-9][0-9]{1,5})|[3-9],[1-9][0-9]{1,5}|[1-9][0-9],[1-9][0-9]{2,5}" +
            "|3,[3-9]|4,[4-9]|5,[5-9]|6,[6-9]|7,[7-9]|8,[89]|9,9)\\})\\??)?$");
        var atom = arena.Or([arena.SearchKnown("^[^\\\\^$.*+?()\\[\\]{}|/]$"), arena.SearchKnown("^[./]$"), arena.SearchKnown($"^{Escape.Replace("|0(?![0-9])", "", StringComparison.Ordinal).Replace("bB", "", StringComparison.Ordinal)}$"), Class(arena)]);
        var assertion = arena.SearchKnown("^(?:[$^]|\\\\[bB])$");
        var expression = arena.Nothing;
        for (var depth = 0; depth <= Depth; depth++)
        {
            var group = arena.Concat(arena.SearchKnown("^\\((?:\\?:)?$"), arena.Concat(expression, arena.Literal(")")));
            var look = arena.Concat(arena.SearchKnown("^\\(\\?<?[=!]$"), arena.Concat(expression, arena.Literal(")")));
            var term = arena.Or([assertion, look, arena.Concat(arena.Or(atom, group), quantifier)]);
            expression = arena.Repeat(arena.Or(term, arena.Literal("|")), 0, null);
        }

        return expression;
    }

    private static Pattern Class(PatternArena arena)
    {
        var ranges = new List<Pattern>();
        foreach (var (first, last) in new[] { ('0', '9'), ('A', 'Z'), ('a', 'z') })
        {
            for (var low = first; low <= last; low++) ranges.Add(arena.Concat(arena.Literal($"{low}-"), arena.Chars(CharSet.Range(low, last))));
        }

        ranges.Add(arena.SearchKnown("^(?:[0-9]-[A-Za-z]|[A-Z]-[a-z]|[ !#-,]-[0-9A-Za-z~]|\\\\u[0-4][0-9A-Fa-f]{3}-\\\\u[5-9A-Fa-f][0-9A-Fa-f]{3}|\\\\u00[0-9A-Fa-f]{2}-\\\\u(?:0[1-9A-Fa-f]|[1-9A-Fa-f][0-9A-Fa-f])[0-9A-Fa-f]{2}|\\\\x[0-7][0-9A-Fa-f]-\\\\x[89A-Fa-f][0-9A-Fa-f])$"));
        var single = arena.SearchKnown($"^(?:[^\\\\\\]\\[\\-^]|{Escape.Replace("|0(?![0-9])", "", StringComparison.Ordinal).Replace("bB", "b", StringComparison.Ordinal).Replace("|/]", "|/\\-]", StringComparison.Ordinal)})$");
        var member = arena.Or([.. ranges, single, arena.Literal("^")]);
        var first1 = arena.Or([.. ranges, single]);
        var inner = arena.Or(arena.Empty, arena.Concat(first1, arena.Repeat(member, 0, null)));
        return arena.Concat(arena.SearchKnown("^\\[\\^?-?$"), arena.Concat(inner, arena.SearchKnown("^-?\\]$")));
    }
}
