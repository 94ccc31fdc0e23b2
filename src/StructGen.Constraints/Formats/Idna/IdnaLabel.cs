using StructGen.Constraints.Patterns;
using StructGen.Constraints.Patterns.Ecma;

namespace StructGen.Constraints.Formats.Idna;

/// <summary>Labels of internationalized names: U-labels and A-labels of RFC 5890, judged by RFC 5891 section 4.2, RFC 5892 and RFC 5893.</summary>
internal static class IdnaLabel
{
    /// <summary>Characters of a label in ASCII form.</summary>
    public const int Longest = 63;

    private const string Prefix = "xn--";

    private static readonly CharSet s_greek = UnicodeScripts.Find("Greek")!;
    private static readonly CharSet s_hebrew = UnicodeScripts.Find("Hebrew")!;
    private static readonly CharSet s_katakanaDotCompany = UnicodeScripts.Find("Hiragana")!.Or(UnicodeScripts.Find("Katakana")!).Or(UnicodeScripts.Find("Han")!);

    /// <summary>Whether an ASCII label claims to be an A-label.</summary>
    public static bool IsEncoded(string label) => label.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The U-label that an A-label stands for; null where it stands for none: it decodes, to a valid label beyond ASCII, and encodes to itself.</summary>
    public static IReadOnlyList<int>? Decode(string label)
    {
        var encoded = label[Prefix.Length..].ToLowerInvariant();
        if (label.Length > Longest || encoded.Length == 0) return null;
        return Punycode.Decode(encoded) is { } decoded && decoded.Exists(scalar => scalar >= 0x80) && IsValid(decoded) && Punycode.Encode(decoded) == encoded ? decoded : null;
    }

    /// <summary>Characters of the label's ASCII form.</summary>
    public static int EncodedLength(IReadOnlyList<int> label) => Prefix.Length + Punycode.Encode(label).Length;

    /// <summary>Whether scalar values are a U-label, apart from its length and from the Bidi rule, which speaks of the whole name.</summary>
    public static bool IsValid(IReadOnlyList<int> label)
    {
        if (label.Count == 0 || label[0] == '-' || label[^1] == '-' || IdnaTables.Marks.Contains(label[0])) return false;
        if (label.Count > 3 && label[2] == '-' && label[3] == '-') return false;
        for (var i = 0; i < label.Count; i++)
            if (!IdnaTables.Valid.Contains(label[i]) || !FitsContext(label, i)) return false;
        return CanonicalForm.IsNormal(label);
    }

    /// <summary>The contextual rules of RFC 5892 appendix A.</summary>
    private static bool FitsContext(IReadOnlyList<int> label, int at)
    {
        var before = at > 0 ? label[at - 1] : -1;
        var after = at + 1 < label.Count ? label[at + 1] : -1;
        return label[at] switch
        {
            0x200C => IdnaTables.Viramas.Contains(before) || IsBetweenJoining(label, at),
            0x200D => IdnaTables.Viramas.Contains(before),
            0xB7 => before == 'l' && after == 'l',
            0x375 => after >= 0 && s_greek.Contains(after),
            0x5F3 or 0x5F4 => before >= 0 && s_hebrew.Contains(before),
            0x30FB => label.Any(s_katakanaDotCompany.Contains),
            >= 0x660 and <= 0x669 => !label.Any(scalar => scalar is >= 0x6F0 and <= 0x6F9),
            >= 0x6F0 and <= 0x6F9 => !label.Any(scalar => scalar is >= 0x660 and <= 0x669),
            _ => true,
        };
    }

    private static bool IsBetweenJoining(IReadOnlyList<int> label, int at)
    {
        var (left, right) = (at - 1, at + 1);
        while (left >= 0 && IdnaTables.Nonspacing.Contains(label[left])) left--;
        while (right < label.Count && IdnaTables.Nonspacing.Contains(label[right])) right++;
        return left >= 0 && right < label.Count && Joining.Forward.Contains(label[left]) && Joining.Backward.Contains(label[right]);
    }
}
