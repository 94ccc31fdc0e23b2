using System.Globalization;
using System.Numerics;
using StructGen.Generation.Evidence;
using StructGen.Generation.Parsing.Lenient;

namespace StructGen.Generation.Parsing.Coercion;

/// <summary>Numbers as people write them: <c>$1,234.50</c>, <c>1.234,50 €</c>, <c>1 234</c>, <c>1/5</c>, <c>12 %</c>; digits are never rounded.</summary>
internal static class NumberForms
{
    private const int MaxLength = 400;
    private const int FractionDigits = 15;

    /// <summary>The number as JSON writes it; null where the text is none.</summary>
    public static string? Read(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > MaxLength)
            return null;
        if (LooseSyntax.IsNumber(trimmed))
            return trimmed.ToString();
        trimmed = Strip(trimmed);
        if (trimmed.Length == 0)
            return null;
        var negative = false;
        if (trimmed[0] is '-' or '+' or '\u2212')
        {
            negative = trimmed[0] != '+';
            trimmed = Strip(trimmed[1..]);
        }

        var digits = trimmed.Contains('/') ? Fraction(trimmed) : Plain(trimmed);
        return digits is null ? null : negative ? "-" + digits : digits;
    }

    /// <summary>Rounds a JSON number to a whole one, half away from zero; null where it is too large to be spelled out.</summary>
    public static string? Round(string digits)
    {
        // Digit by digit: 0.4999… with more nines than a decimal holds is still 0.
        if (CanonicalNumber.Of(digits) is not { } plain)
            return null;
        var point = plain.IndexOf('.');
        if (point < 0)
            return plain;
        var whole = BigInteger.Parse(plain.AsSpan(0, point), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (plain[point + 1] >= '5')
            whole += plain[0] == '-' ? -1 : 1;
        return whole.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a JSON number has no fraction in value: <c>3</c>, <c>3.0</c>, <c>1e3</c>.</summary>
    public static bool IsWhole(string digits)
    {
        var mantissa = digits.AsSpan();
        var exponent = 0;
        var mark = mantissa.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!int.TryParse(mantissa[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
                return false;
            mantissa = mantissa[..mark];
        }

        var point = mantissa.IndexOf('.');
        if (point < 0)
            return exponent >= 0 || mantissa.TrimStart('-').Trim('0').Length == 0 || mantissa.Length - mantissa.TrimEnd('0').Length >= -exponent;
        var fraction = mantissa[(point + 1)..].TrimEnd('0');
        return fraction.Length == 0 ? exponent >= 0 : fraction.Length <= exponent;
    }

    /// <summary>Drops currency signs and codes, a percent sign, trailing punctuation.</summary>
    private static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var before = text.Length;
            text = text.Trim();
            while (text.Length > 0 && (char.GetUnicodeCategory(text[0]) == UnicodeCategory.CurrencySymbol || text[0] == '~'))
                text = text[1..];
            while (text.Length > 0 && (char.GetUnicodeCategory(text[^1]) == UnicodeCategory.CurrencySymbol || text[^1] is '%' or ',' or '.' or ';'))
                text = text[..^1];
            text = StripCode(text);
            if (text.Length == before)
                return text;
        }
    }

    /// <summary>Drops a three-letter currency code in capitals at either end.</summary>
    private static ReadOnlySpan<char> StripCode(ReadOnlySpan<char> text)
    {
        if (text.Length > 3 && IsCode(text[..3]) && !char.IsLetter(text[3]))
            text = text[3..];
        if (text.Length > 3 && IsCode(text[^3..]) && !char.IsLetter(text[^4]))
            text = text[..^3];
        return text;
    }

    private static bool IsCode(ReadOnlySpan<char> text) => char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]) && char.IsAsciiLetterUpper(text[2]);

    /// <summary>Digits with separators of thousands and one of decimals.</summary>
    private static string? Plain(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            if (!char.IsAsciiDigit(unit) && unit is not ('.' or ',' or '\'' or '\u2019' or '_' or ' ' or '\u00A0' or '\u202F' or '\u2009'))
                return LooseSyntax.IsNumber(text) ? text.ToString() : null;
        }

        var point = text.LastIndexOfAny('.', ',');
        var whole = text;
        var fraction = ReadOnlySpan<char>.Empty;
        if (point >= 0 && IsDecimalMark(text, point))
        {
            whole = text[..point];
            fraction = text[(point + 1)..];
            if (!IsDigits(fraction) || whole.Contains(text[point]))
                return null;
        }

        if (!IsGrouped(whole, out var joined))
            return null;
        joined = joined.TrimStart('0') is { Length: > 0 } significant ? significant : "0";
        return fraction.Length == 0 ? joined : $"{joined}.{fraction}";
    }

    /// <summary>Whether the last point or comma separates decimals: it is the second kind of mark, a lone point, or not followed by exactly three digits.</summary>
    private static bool IsDecimalMark(ReadOnlySpan<char> text, int point)
    {
        var mark = text[point];
        var before = text[..point];
        if (before.Contains(mark))
            return false;
        if (before.ContainsAny(mark == '.' ? ',' : '.', ' ', '\'') || before.ContainsAny('\u00A0', '\u202F', '\u2009'))
            return true;
        return mark == '.' || text.Length - point - 1 != 3 || before.Length > 3 || before.Length == 0 || before[0] == '0';
    }

    /// <summary>Whether the digits are plain, or in groups of three after the first (of two, in the Indian way).</summary>
    private static bool IsGrouped(ReadOnlySpan<char> text, out string joined)
    {
        joined = "";
        var groups = text.ToString().Split('.', ',', '\'', '\u2019', '_', ' ', '\u00A0', '\u202F', '\u2009');
        if (groups.Any(group => !IsDigits(group)))
            return text.Length == 0 && (joined = "0") is not null;
        if (groups.Length > 1 && (groups[0].Length > 3 || groups[^1].Length != 3 || groups.Skip(1).Any(group => group.Length is not (2 or 3))))
            return false;
        joined = string.Concat(groups);
        return true;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary><c>1/5</c> and <c>1 1/2</c>, as far as 15 decimals go.</summary>
    private static string? Fraction(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        var left = text[..slash].Trim();
        var space = left.LastIndexOf(' ');
        var whole = space < 0 ? "0" : left[..space].Trim();
        var top = left[(space + 1)..];
        var bottom = text[(slash + 1)..].Trim();
        if (!IsDigits(whole) || !IsDigits(top) || !IsDigits(bottom) || text.Length > 40)
            return null;
        var divisor = BigInteger.Parse(bottom, NumberStyles.None, CultureInfo.InvariantCulture);
        if (divisor.IsZero)
            return null;
        var dividend = (BigInteger.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture) * divisor) + BigInteger.Parse(top, NumberStyles.None, CultureInfo.InvariantCulture);
        var scaled = ((dividend * BigInteger.Pow(10, FractionDigits)) + (divisor / 2)) / divisor;
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(FractionDigits + 1, '0');
        var decimals = digits[^FractionDigits..].TrimEnd('0');
        return decimals.Length == 0 ? digits[..^FractionDigits] : $"{digits[..^FractionDigits]}.{decimals}";
    }
}
