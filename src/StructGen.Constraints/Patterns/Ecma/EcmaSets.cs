namespace StructGen.Constraints.Patterns.Ecma;

/// <summary>The character classes that ECMA-262 names (section 22.2.2.9).</summary>
internal static class EcmaSets
{
    public static CharSet Digit { get; } = CharSet.Range('0', '9');

    public static CharSet Word { get; } = CharSet.OfRanges([('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]);

    public static CharSet Space { get; } = CharSet.OfRanges([(0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)]);

    /// <summary>What <c>.</c> matches: everything but line terminators.</summary>
    public static CharSet Dot { get; } = CharSet.OfRanges([('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)]).Not();

    /// <summary>The set behind <c>\d \D \w \W \s \S</c>, null for other letters.</summary>
    public static CharSet? ByLetter(int letter) => letter switch
    {
        'd' => Digit,
        'D' => Digit.Not(),
        'w' => Word,
        'W' => Word.Not(),
        's' => Space,
        'S' => Space.Not(),
        _ => null,
    };
}
