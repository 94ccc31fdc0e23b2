using StructGen.Constraints.Formats.Idna;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Patterns.Ecma;

namespace StructGen.Constraints.Formats;

/// <summary>Host names of IDNA 2008 as languages: from inside, with labels in Unicode form that are surely valid, and from outside.</summary>
/// <remarks>
/// <see cref="HostName"/> judges exactly. Three of its questions are not regular: whether an A-label decodes (<c>xn--…</c> is left out inside), how long the
/// ASCII form is, and form C. Inside, a label beyond ASCII has at most <see cref="FewCharacters"/> characters, or at most <see cref="WindowCharacters"/> of ASCII and one
/// window of related letters: Punycode's differences are then so small that the ASCII form always fits. Two marks in a row, and what would be joined, are left out.
/// </remarks>
internal static class InternationalHostNames
{
    /// <summary>Seven characters of any script cost less than 52 digits: a difference q takes at most 2 + log10(q), and all together are at most 0x32400 × 7.</summary>
    private const int FewCharacters = 7;

    /// <summary>In a window of 464 characters a label costs at most 2.8 digits a character (largest sum of digits over all sequences of differences).</summary>
    private const int WindowCharacters = 20;

    /// <summary>Scripts whose letters lie within 464 code points.</summary>
    private static readonly (int First, int Last)[] s_windows =
    [
        (0x80, 0x24F), (0x250, 0x3FF), (0x400, 0x52F), (0x530, 0x5FF), (0x600, 0x77F), (0x780, 0x8FF), (0x900, 0xA7F), (0xA80, 0xBFF), (0xC00, 0xDCF), (0xD80, 0xE7F),
        (0xE80, 0xFFF), (0x1000, 0x10FF), (0x1200, 0x139F), (0x1780, 0x18AF), (0x1E00, 0x1FCF), (0x3040, 0x30FF),
    ];

    private const string Kana = "\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Han}";

    /// <summary>Names that are surely valid.</summary>
    public static Pattern Inside(PatternArena arena)
    {
        var ascii = arena.And(arena.SearchKnown("^[0-9A-Za-z](?:[0-9A-Za-z\\-]{0,61}[0-9A-Za-z])?$"), arena.Not(arena.SearchKnown("^..--")));
        var lower = CharSet.OfText("-0123456789abcdefghijklmnopqrstuvwxyz");
        var lengths = s_windows.Select(window => arena.Repeat(arena.Chars(CharSet.Range(window.First, window.Last).Or(lower)), 1, WindowCharacters)).Append(arena.Length(1, FewCharacters));
        var beyond = arena.And(
        [
            arena.Or([.. lengths]),
            arena.Repeat(arena.Chars(IdnaTables.Valid), 1, null),
            arena.Not(arena.Concat(arena.Chars(IdnaTables.Marks.Or(CharSet.Of('-'))), arena.Anything)),
            arena.Not(arena.Concat(arena.Anything, arena.Literal("-"))),
            arena.Not(arena.SearchKnown("^..--")),
            .. WrongContexts(arena).Select(arena.Not),
            arena.Or(arena.Not(arena.SearchKnown("\\u30FB")), arena.SearchKnown($"[{Kana}]")),
            arena.Not(arena.SearchKnown("[\\u0660-\\u0669].*[\\u06F0-\\u06F9]|[\\u06F0-\\u06F9].*[\\u0660-\\u0669]")),
        ]);

        // A name without a right-to-left label, and one whose labels all keep to the Bidi rule.
        var forward = arena.Repeat(arena.Chars(IdnaTables.RightToLeft.Or(IdnaTables.ArabicNumbers).Not()), 1, null);
        var directed = Directed(arena);
        return arena.Or(Names(arena, arena.And(ascii, forward), arena.And(beyond, forward)), Names(arena, arena.And(ascii, directed), arena.And(beyond, directed)));
    }

    /// <summary>Names that may be valid: everything else surely is not.</summary>
    public static Pattern Outside(PatternArena arena)
    {
        var letters = IdnaTables.Valid.Or(CharSet.OfRanges([('A', 'Z')]));
        var inner = arena.Repeat(arena.Chars(letters), 0, IdnaLabel.Longest - 2);
        var outer = arena.Chars(letters.Except(CharSet.Of('-')));
        var label = arena.Concat(outer, arena.Or(arena.Empty, arena.Concat(inner, outer)));
        return arena.And(arena.Concat(label, arena.Repeat(arena.Concat(Dot(arena), label), 0, null)), arena.Length(1, 253));
    }

    /// <summary>Names of at most three labels beyond ASCII, which cost at most 63 characters each of the 253 that the ASCII form may have.</summary>
    private static Pattern Names(PatternArena arena, Pattern ascii, Pattern beyond)
    {
        var dot = Dot(arena);
        var before = arena.Repeat(arena.Concat(ascii, dot), 0, null);
        var after = arena.Repeat(arena.Concat(dot, ascii), 0, null);
        var one = arena.Concat(before, arena.Concat(beyond, after));
        var more = arena.Concat(dot, arena.Concat(beyond, after));
        var two = arena.Concat(one, more);
        var three = arena.Concat(two, more);
        return arena.Or(
        [
            arena.And(arena.Concat(ascii, after), arena.Length(1, 253)),
            arena.And(arena.Or(one, two), arena.Length(1, 127)),
            arena.And(three, arena.Length(1, 64)),
        ]);
    }

    private static Pattern Dot(PatternArena arena) => arena.Chars(CharSet.OfText(".\u3002\uFF0E\uFF61"));

    /// <summary>Labels that keep to the rule of RFC 5893 section 2, from left to right or from right to left.</summary>
    private static Pattern Directed(PatternArena arena)
    {
        var (right, arabic, european) = (IdnaTables.RightToLeft, IdnaTables.ArabicNumbers, IdnaTables.EuropeanNumbers);
        var marks = arena.Repeat(arena.Chars(IdnaTables.Nonspacing), 0, null);
        var left = right.Or(arabic).Or(european).Or(IdnaTables.Neutral).Or(IdnaTables.Nonspacing).Not();
        var forward = Label(left, right.Or(arabic).Not(), left.Or(european));
        var european1 = Label(right, left.Or(arabic).Not(), right.Or(european));
        var arabic1 = Label(right, left.Or(european).Not(), right.Or(arabic));
        return arena.Or([forward, european1, arabic1]);

        // Its first character, all of them, its last before marks.
        Pattern Label(CharSet first, CharSet all, CharSet last) => arena.And(
        [
            arena.Concat(arena.Chars(first), arena.Anything),
            arena.Repeat(arena.Chars(all), 1, null),
            arena.Concat(arena.Anything, arena.Concat(arena.Chars(last), marks)),
        ]);
    }

    /// <summary>Labels in which something stands where it may not, or where it would be joined with what is before it.</summary>
    private static IEnumerable<Pattern> WrongContexts(PatternArena arena)
    {
        var joined = IdnaTables.Compositions.Keys.ToList();
        var seconds = CharSet.OfRanges(joined.Select(pair => (pair.Second, pair.Second)));
        var plain = seconds.Except(IdnaTables.Reordered);
        var firsts = joined.Select(pair => pair.First).Concat(IdnaTables.Decompositions.Keys).Distinct().Select(scalar => (scalar, scalar));
        yield return Pair(CharSet.OfRanges(joined.Where(pair => plain.Contains(pair.Second)).Select(pair => (pair.First, pair.First))), plain);
        yield return Pair(CharSet.OfRanges(firsts), seconds.Except(plain));
        yield return Pair(CharSet.OfRanges(IdnaTables.Decompositions.Keys.Select(scalar => (scalar, scalar))), IdnaTables.Reordered);
        yield return Pair(IdnaTables.Reordered, IdnaTables.Reordered);

        // RFC 5892 appendix A: what must stand before, or behind.
        yield return NotBehind(CharSet.Of('l'), CharSet.Of(0xB7));
        yield return NotBefore(CharSet.Of(0xB7), CharSet.Of('l'));
        yield return NotBefore(CharSet.Of(0x375), UnicodeScripts.Find("Greek")!);
        yield return NotBehind(UnicodeScripts.Find("Hebrew")!, CharSet.OfRanges([(0x5F3, 0x5F4)]));
        yield return NotBehind(IdnaTables.Viramas, CharSet.Of(0x200D));
        yield return NotBehind(IdnaTables.Viramas.Or(Joining.Forward), CharSet.Of(0x200C));
        yield return arena.Concat(arena.Anything, arena.Concat(arena.Chars(Joining.Forward), After(CharSet.Of(0x200C), Joining.Backward)));

        Pattern Pair(CharSet first, CharSet second) => arena.Concat(arena.Anything, arena.Concat(arena.Chars(first), arena.Concat(arena.Chars(second), arena.Anything)));

        Pattern NotBehind(CharSet wanted, CharSet set) => arena.Or(arena.Concat(arena.Chars(set), arena.Anything), Pair(wanted.Not(), set));

        Pattern NotBefore(CharSet set, CharSet wanted) => arena.Concat(arena.Anything, After(set, wanted));

        // The character at the end, or before another than the wanted ones.
        Pattern After(CharSet set, CharSet wanted) => arena.Concat(arena.Chars(set), arena.Or(arena.Empty, arena.Concat(arena.Chars(wanted.Not()), arena.Anything)));
    }
}
