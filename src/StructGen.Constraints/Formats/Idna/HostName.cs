
namespace StructGen.Constraints.Formats.Idna;

/// <summary>Judges host names exactly: <c>hostname</c> (RFC 1123, with the A-labels of RFC 5890) and <c>idn-hostname</c> (RFC 5890).</summary>
/// <remarks>An A-label is valid when it decodes and its U-label is, which no regular language says: the formats' patterns are approximations from inside and from outside.</remarks>
internal static class HostName
{
    private const int LongestName = 253;

    private static readonly char[] s_separators = ['.', '\u3002', '\uFF0E', '\uFF61'];

    /// <summary>Whether a text is a <c>hostname</c>.</summary>
    public static bool IsAscii(string text) => IsName(text.Split('.'), isInternational: false);

    /// <summary>Whether a text is an <c>idn-hostname</c>.</summary>
    public static bool IsInternational(string text) => IsName(text.Split(s_separators), isInternational: true);

    private static bool IsName(string[] texts, bool isInternational)
    {
        var length = texts.Length - 1;
        var labels = new List<IReadOnlyList<int>>(texts.Length);
        foreach (var text in texts)
        {
            if (length > LongestName || Label(text, isInternational) is not var (label, encodedLength) || encodedLength > IdnaLabel.Longest) return false;
            length += encodedLength;
            labels.Add(label);
        }

        return length <= LongestName && BidiRule.Holds(labels);
    }

    /// <summary>The label's characters, decoded, and the length of its ASCII form; null where it is no label.</summary>
    private static (IReadOnlyList<int> Label, int EncodedLength)? Label(string text, bool isInternational)
    {
        // Every character costs at least one in ASCII form.
        if (text.Length is 0 or > 2 * IdnaLabel.Longest) return null;
        if (IsLetterDigitHyphen(text))
        {
            if (IdnaLabel.IsEncoded(text)) return IdnaLabel.Decode(text) is { } decoded ? (decoded, text.Length) : null;
            if (isInternational && text.Length > 3 && text[2] == '-' && text[3] == '-') return null;
            return (text.ToLowerInvariant().Select(unit => (int)unit).ToList(), text.Length);
        }

        if (!isInternational || System.Text.Ascii.IsValid(text)) return null;
        var label = text.EnumerateRunes().Select(rune => rune.Value).ToList();
        return IdnaLabel.IsValid(label) ? (label, IdnaLabel.EncodedLength(label)) : null;
    }

    private static bool IsLetterDigitHyphen(string text)
        => text[0] != '-' && text[^1] != '-' && text.All(unit => char.IsAsciiLetterOrDigit(unit) || unit == '-');
}
