using System.Globalization;
using System.Numerics;
using StructGen.Generation.Parsing.Lenient;

namespace StructGen.Generation.Parsing.Yaml;

/// <summary>The core schema of YAML 1.2: what a plain scalar means. Source: YAML 1.2.2 §10.3.2.</summary>
internal static class YamlScalars
{
    /// <summary>The value of a plain scalar. Non-numbers (<c>.nan</c>, <c>.inf</c>) are null, as JSON has none.</summary>
    public static AnswerNode Resolve(string text, int offset)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return AnswerNode.Null(offset);
            case "true" or "True" or "TRUE":
                return AnswerNode.Boolean(true, offset);
            case "false" or "False" or "FALSE":
                return AnswerNode.Boolean(false, offset);
            case ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" or "-.inf" or "-.Inf" or "-.INF" or "+.inf" or "+.Inf" or "+.INF":
                return AnswerNode.Null(offset);
        }

        return Number(text) is { } digits ? AnswerNode.Number(digits, offset) : AnswerNode.String(text, offset);
    }

    /// <summary>Whether a text would not come back as itself if it were written plain.</summary>
    public static bool IsSpecial(string text) => Resolve(text, 0).Kind != System.Text.Json.JsonValueKind.String;

    private static string? Number(string text)
    {
        if (text.Length > 400 || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.'))
            return null;
        if (LooseSyntax.IsNumber(text))
            return text;
        if (text.Length > 2 && text[0] == '0' && text[1] == 'x' && text.AsSpan(2).ToString().All(char.IsAsciiHexDigit))
            return BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        if (text.Length > 2 && text[0] == '0' && text[1] == 'o' && !text.AsSpan(2).ContainsAnyExceptInRange('0', '7'))
            return text.AsSpan(2).ToString().Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0')).ToString(CultureInfo.InvariantCulture);
        return Decimal(text);
    }

    /// <summary><c>+1</c>, <c>007</c>, <c>.5</c> and <c>5.</c>, which the core schema has and JSON does not.</summary>
    private static string? Decimal(string text)
    {
        var sign = text[0] == '-' ? "-" : "";
        var rest = text[0] is '-' or '+' ? text[1..] : text;
        var mark = rest.AsSpan().IndexOfAny('e', 'E');
        var (mantissa, exponent) = mark < 0 ? (rest, "") : (rest[..mark], rest[mark..]);
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? "" : mantissa[(point + 1)..];
        if (whole.Length + fraction.Length == 0)
            return null;
        whole = whole.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        var number = sign + whole + (fraction.Length > 0 ? "." + fraction : "") + exponent;
        return LooseSyntax.IsNumber(number) ? number : null;
    }
}
