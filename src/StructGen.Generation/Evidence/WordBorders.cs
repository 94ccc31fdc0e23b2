using System.Globalization;

namespace StructGen.Generation.Evidence;

/// <summary>Whether a place in a text is a word of its own: <c>Ann</c> is none in <c>Anna</c>. Scripts that set no spaces have borders everywhere.</summary>
internal static class WordBorders
{
    public static bool Stands(ReadOnlySpan<char> text, int start, int end)
        => (start == 0 || !Joins(text[start - 1], text[start])) && (end == text.Length || !Joins(text[end - 1], text[end]));

    /// <summary>Whether two neighbours belong to one word.</summary>
    public static bool Joins(char left, char right)
    {
        if (char.IsAscii(left) && char.IsAscii(right))
            return char.IsAsciiLetterOrDigit(left) && char.IsAsciiLetterOrDigit(right);
        if (IsMark(right))
            return true;
        return char.IsLetterOrDigit(right) && (char.IsLetterOrDigit(left) || IsMark(left)) && !IsSpaceless(left) && !IsSpaceless(right);
    }

    /// <summary>Han, kana, hangul, Thai, Lao, Khmer, Myanmar.</summary>
    public static bool IsSpaceless(char unit) => unit is >= '\u0E00' and <= '\u0EFF' or >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF'
        or >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF66' and <= '\uFF9F';

    private static bool IsMark(char unit) => unit >= '\u0300'
        && CharUnicodeInfo.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
