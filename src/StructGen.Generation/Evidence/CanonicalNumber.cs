using System.Globalization;

namespace StructGen.Generation.Evidence;

/// <summary>One spelling for equal numbers: no leading or trailing zeros, no exponent.</summary>
internal static class CanonicalNumber
{
    private const int MaxExponent = 400;

    /// <summary>Of a number as JSON writes it; null where its exponent is out of proportion.</summary>
    public static string? Of(ReadOnlySpan<char> number)
    {
        var negative = number.Length > 0 && number[0] == '-';
        if (negative)
            number = number[1..];
        var exponent = 0;
        var mark = number.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!int.TryParse(number[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > MaxExponent)
                return null;
            number = number[..mark];
        }

        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var fraction = point < 0 ? [] : number[(point + 1)..];
        return Of(whole, fraction, exponent, negative);
    }

    /// <summary>Of digits before and after the point, moved by a power of ten.</summary>
    public static string Of(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, int exponent, bool negative)
    {
        var digits = string.Concat(whole, fraction);
        var point = whole.Length + exponent;
        if (point < 0)
            (digits, point) = (new string('0', -point) + digits, 0);
        else if (point > digits.Length)
            digits = digits.PadRight(point, '0');
        var left = digits.AsSpan(0, point).TrimStart('0');
        var right = digits.AsSpan(point).TrimEnd('0');
        if (left.Length == 0 && right.Length == 0)
            return "0";
        return $"{(negative ? "-" : "")}{(left.Length == 0 ? "0" : left)}{(right.Length == 0 ? "" : ".")}{right}";
    }
}
