using StructGen.Constraints.Patterns;
using StructGen.Constraints.Patterns.Ecma;

namespace StructGen.Constraints.Formats;

/// <summary>Host names of IDNA 2008 in their Unicode form: RFC 5892 (which characters, in which context) and RFC 5893 (right-to-left labels).</summary>
/// <remarks>
/// Approximations on the safe side where the standards compute rather than list: characters of compatibility blocks are left out, labels in ASCII form
/// (<c>xn--…</c>) are left out, and a label with characters beyond ASCII is kept so short that its ASCII form cannot pass 63 characters by much.
/// </remarks>
internal static class InternationalHostNames
{
    private const string Viramas = "\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D4D\\u0DCA\\u0E3A\\u0F84\\u1039\\u17D2\\u1B44\\uA806\\uA8C4\\uA953\\uA9C0";

    private const string Hebrew = "\\u05D0-\\u05EA\\u05EF-\\u05F2";

    private const string Joining = "\\u0620\\u0626\\u0628\\u062A-\\u062E\\u0633-\\u063F\\u0641-\\u0647\\u0649\\u064A\\u0678-\\u0687\\u069A-\\u06BF\\u06C1\\u06C2\\u06CC\\u06CE\\u06D0\\u06D1\\u06FA-\\u06FC";

    private const string Kana = "\\u3041-\\u3096\\u309D-\\u309F\\u30A1-\\u30FA\\u30FC-\\u30FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\u3005\\u3007";

    /// <summary>A character whose neighbours are wrong, anywhere in a label.</summary>
    private static readonly string[] WrongContexts =
    [
        "(?:^|[^l])\\u00B7|\\u00B7(?!l)",
        "\\u0375(?![\\u0370-\\u0373\\u0376\\u0377\\u037A-\\u037D\\u0388-\\u03E1\\u03F0-\\u03FF\\u1F00-\\u1FFF])",
        $"(?:^|[^{Hebrew}])[\\u05F3\\u05F4]",
        $"(?:^|[^{Viramas}])\\u200D",
        $"(?:^|[^{Viramas}{Joining}])\\u200C|[{Joining}]\\u200C(?![{Joining}])",
        "[\\u0660-\\u0669].*[\\u06F0-\\u06F9]|[\\u06F0-\\u06F9].*[\\u0660-\\u0669]",
        "^..--",
    ];

    public static Pattern Pattern(PatternArena arena)
    {
        var category = static (string name) => UnicodeProperties.Find(name)!;
        var rightToLeft = CharSet.OfRanges([(0x5D0, 0x5F4), (0x608, 0x608), (0x61B, 0x64A), (0x66D, 0x66F), (0x671, 0x6D5), (0x6E5, 0x6E6), (0x6EE, 0x6EF), (0x6FA, 0x8FF)]).Except(category("Mn")).Except(category("Nd"));
        var marks = category("M");
        var compatibility = CharSet.OfRanges(
        [
            (0x132, 0x133), (0x13F, 0x140), (0x149, 0x149), (0x17F, 0x17F), (0x1C4, 0x1CC), (0x1F1, 0x1F3), (0x2B0, 0x2B8), (0x2E0, 0x2E4), (0x340, 0x345), (0x37A, 0x37A), (0x3D0, 0x3D6),
            (0x3F0, 0x3F5), (0x587, 0x587), (0x640, 0x640), (0x675, 0x678), (0x7FA, 0x7FA), (0xE33, 0xE33), (0xEB3, 0xEB3), (0xEDC, 0xEDD), (0x1100, 0x11FF), (0x1D2C, 0x1D6A), (0x1D78, 0x1D78), (0x1D9B, 0x1DBF), (0x1E9A, 0x1E9F),
            (0x1F71, 0x1FFF), (0x2070, 0x214F), (0x302E, 0x302F), (0x3031, 0x3035), (0x303B, 0x303B), (0x3130, 0x33FF), (0xA960, 0xA97F), (0xAB5C, 0xAB5F), (0xD7B0, 0xD7FF), (0xF900, 0xFFFF), (0x10000, 0x1FFFF), (0x2F800, 0x10FFFF),
        ]);
        var valid = category("Ll").Or(category("Lo")).Or(category("Lm")).Or(marks).Or(category("Nd")).Except(category("Me")).Except(compatibility)
            .Or(CharSet.OfText("ABCDEFGHIJKLMNOPQRSTUVWXYZ-\u00B7\u0375\u05F3\u05F4\u200C\u200D\u30FB\u06FD\u06FE\u0F0B\u3007\u00DF\u03C2"));
        var digits = category("Nd");
        var contexts = arena.And(WrongContexts.Select(wrong => arena.Not(arena.SearchKnown(wrong))).Append(arena.Or(arena.Not(arena.SearchKnown("\\u30FB")), arena.SearchKnown($"[{Kana}]"))).ToArray());
        var ascii = CharSet.Range(0, 0x7F);
        var length = arena.Or(arena.Repeat(arena.Chars(ascii), 1, 63), arena.Length(1, 56));
        var edges = arena.And(arena.Not(arena.Concat(arena.Chars(marks.Or(CharSet.Of('-'))), arena.Anything)), arena.Not(arena.Concat(arena.Anything, arena.Literal("-"))));
        var common = arena.And([contexts, length, edges]);

        var leftToRight = arena.And(common, arena.Repeat(arena.Chars(valid.Except(rightToLeft).Except(CharSet.Range(0x660, 0x669)).Except(CharSet.Range(0x6F0, 0x6F9)).Or(CharSet.OfRanges([(0x6F0, 0x6F9)]))), 1, null));
        var notDigitFirst = arena.And(leftToRight, arena.Not(arena.Concat(arena.Chars(digits), arena.Anything)));
        var rightBody = valid.And(rightToLeft.Or(digits).Or(marks).Or(CharSet.OfText("-\u200C\u200D")));
        var westernDigits = CharSet.Range('0', '9').Or(CharSet.Range(0x6F0, 0x6F9));
        var rightLabel = arena.And(
        [
            common,
            arena.Concat(arena.Chars(valid.And(rightToLeft)), arena.Repeat(arena.Chars(rightBody), 0, null)),
            arena.Not(arena.And(arena.Concat(arena.Anything, arena.Concat(arena.Chars(westernDigits), arena.Anything)), arena.Concat(arena.Anything, arena.Concat(arena.Chars(CharSet.Range(0x660, 0x669)), arena.Anything)))),
        ]);
        var dot = arena.Chars(CharSet.OfText(".\u3002\uFF0E\uFF61"));
        return arena.And(arena.Or(Names(leftToRight), Names(arena.Or(notDigitFirst, rightLabel))), arena.Length(1, 253));

        Pattern Names(Pattern label) => arena.Concat(label, arena.Repeat(arena.Concat(dot, label), 0, null));
    }
}
