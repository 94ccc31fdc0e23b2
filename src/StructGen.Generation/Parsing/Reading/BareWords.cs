using System.Globalization;
using System.Numerics;
using System.Text.Json;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Values without quotes: numbers and literals of JSON, those of Python and JavaScript, bare texts.</summary>
internal static class BareWords
{
    private const int MaxNumber = 400;

    /// <summary>Whether the word is a number or a literal of some language.</summary>
    public static bool IsValue(ReadOnlySpan<char> raw) => KindOf(raw) != JsonValueKind.String;

    /// <summary>What a bare word is read as; a text for everything that is neither number nor literal.</summary>
    public static JsonValueKind KindOf(ReadOnlySpan<char> raw) => raw switch
    {
        "null" or "None" or "nil" or "NULL" or "Null" or "undefined" or "NaN" or "nan" or "Infinity" or "-Infinity" or "+Infinity" or "inf" or "-inf" => JsonValueKind.Null,
        "true" or "True" or "TRUE" => JsonValueKind.True,
        "false" or "False" or "FALSE" => JsonValueKind.False,
        _ => LooseSyntax.IsNumber(raw) || OddNumber(raw) is not null ? JsonValueKind.Number : JsonValueKind.String,
    };

    /// <summary>Whether JSON writes the word like this.</summary>
    public static bool IsJson(ReadOnlySpan<char> raw) => raw is "null" or "true" or "false" || LooseSyntax.IsNumber(raw);

    /// <summary>Whether the word is the head of a literal or number that says nothing yet: <c>tr</c>, <c>-</c>, <c>5e</c>, <c>5.</c>.</summary>
    public static bool IsHead(ReadOnlySpan<char> raw)
    {
        if (raw.Length == 0)
            return true;
        foreach (var word in (ReadOnlySpan<string>)["true", "false", "null", "True", "False", "None", "NaN"])
        {
            if (raw.Length < word.Length && word.AsSpan().StartsWith(raw, StringComparison.Ordinal))
                return true;
        }

        if (raw is "-" or "+")
            return true;
        return (char.IsAsciiDigit(raw[0]) || raw[0] == '-') && raw[^1] is 'e' or 'E' or '+' or '-' or '.' && raw.Length < MaxNumber
            && LooseSyntax.IsNumber(raw.TrimEnd("eE+-."));
    }

    /// <summary>The value of a bare word, with the repair that it is.</summary>
    public static AnswerNode Read(ReadOnlySpan<char> raw, int offset, RepairLog log)
    {
        switch (raw)
        {
            case "null":
                return AnswerNode.Null(offset);
            case "true" or "false":
                return AnswerNode.Boolean(raw is "true", offset);
            case "None" or "nil" or "NULL" or "Null" or "undefined":
                log.Add("literal", offset, $"{raw} was taken as null.");
                return AnswerNode.Null(offset);
            case "True" or "False" or "TRUE" or "FALSE":
                log.Add("literal", offset, $"{raw} was taken as a boolean of JSON.");
                return AnswerNode.Boolean(raw[0] == 'T', offset);
            case "NaN" or "nan" or "Infinity" or "-Infinity" or "+Infinity" or "inf" or "-inf":
                log.Add("not-a-number", offset, $"{raw} is no number of JSON: null was taken.");
                return AnswerNode.Null(offset);
        }

        if (LooseSyntax.IsNumber(raw))
            return AnswerNode.Number(raw.ToString(), offset);
        if (OddNumber(raw) is { } digits)
        {
            log.Add("number", offset, $"{raw} was written as a number of JSON.");
            return AnswerNode.Number(digits, offset);
        }

        log.Add("unquoted-value", offset, "A text without quotes was taken as one in quotes.");
        return AnswerNode.String(LoneSurrogates.Replace(raw.ToString()), offset);
    }

    /// <summary><c>+1</c>, <c>.5</c>, <c>5.</c>, <c>1_000</c>, <c>0x1F</c> as JSON writes them; null for anything else, such as <c>007</c>.</summary>
    private static string? OddNumber(ReadOnlySpan<char> raw)
    {
        if (raw.Length is 0 or > MaxNumber || !(char.IsAsciiDigit(raw[^1]) || raw[^1] == '.' || char.IsAsciiHexDigit(raw[^1])))
            return null;
        if (raw.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && raw.Length > 2
            && BigInteger.TryParse("0" + raw[2..].ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
            return hex.ToString(CultureInfo.InvariantCulture);
        var sign = raw[0] == '-' ? "-" : "";
        var rest = raw[0] is '-' or '+' ? raw[1..] : raw;
        if (rest.Length == 0 || !(char.IsAsciiDigit(rest[0]) || rest[0] == '.'))
            return null;
        var digits = rest.ToString().Replace("_", "", StringComparison.Ordinal);
        if (digits.StartsWith('.'))
            digits = "0" + digits;
        if (digits.EndsWith('.'))
            digits = digits[..^1];
        return LooseSyntax.IsNumber(digits) ? sign + digits : null;
    }
}
