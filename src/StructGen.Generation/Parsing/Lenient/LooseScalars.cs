using System.Globalization;
using System.Numerics;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Lenient;

/// <summary>Reads values without quotes: numbers and literals of JSON, those of Python and JavaScript, bare words.</summary>
internal sealed class LooseScalars(string text, int end, RepairLog log)
{
    /// <summary>Reads a bare value; null where the answer breaks off within a literal, or where there is only an ellipsis.</summary>
    public AnswerNode? Read(ref int index, LooseContext context, bool inObject, bool inArray)
    {
        var start = index;
        while (index < end && !Ends(index, start, context, inObject, inArray))
            index++;
        var raw = text.AsSpan(start, index - start).TrimEnd();
        if (raw.Length == 0)
            return null;
        if (raw is "..." or "\u2026")
        {
            log.Add("ellipsis", start, "An ellipsis was dropped.");
            return null;
        }

        var cutOff = index >= end && context != LooseContext.Root;
        return Classify(raw, start, cutOff);
    }

    private bool Ends(int index, int start, LooseContext context, bool inObject, bool inArray)
    {
        var unit = text[index];
        switch (unit)
        {
            case '\n':
                return context != LooseContext.Root;
            case '}':
                return inObject || context == LooseContext.Member;
            case ']':
                return inArray;
            case ',' or ';':
                return context == LooseContext.Item || (context == LooseContext.Member && LooseLookahead.BeginsMember(text, index + 1, end));
            case '/' or '#':
                return context != LooseContext.Root && index > start && LooseSyntax.IsSpace(text[index - 1]) && LooseLookahead.IsComment(text, index, end);
            default:
                return index > start && LooseSyntax.IsSpace(text[index - 1]) && LooseSyntax.ClosersOf(unit).Length > 0 && Precedes(index, start, context);
        }
    }

    /// <summary>Whether a quote after a space begins the next value or member, the comma before it missing.</summary>
    private bool Precedes(int index, int start, LooseContext context)
        => (context == LooseContext.Member && LooseLookahead.BeginsMember(text, index, end))
            || (context == LooseContext.Item && index - start < 40 && LooseSyntax.IsNumber(text.AsSpan(start, index - start).TrimEnd()));

    private AnswerNode? Classify(ReadOnlySpan<char> raw, int offset, bool cutOff)
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
        if (cutOff && ("true".AsSpan().StartsWith(raw) || "false".AsSpan().StartsWith(raw) || "null".AsSpan().StartsWith(raw)))
            return null;
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
        if (raw.Length > 400)
            return null;
        if (raw.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && raw.Length > 2
            && BigInteger.TryParse("0" + raw[2..].ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
            return hex.ToString(CultureInfo.InvariantCulture);
        var sign = raw[0] == '-' ? "-" : "";
        var digits = (raw[0] is '-' or '+' ? raw[1..] : raw).ToString();
        if (digits.Length == 0 || !(char.IsAsciiDigit(digits[0]) || digits[0] == '.'))
            return null;
        digits = digits.Replace("_", "", StringComparison.Ordinal);
        if (digits.StartsWith('.'))
            digits = "0" + digits;
        if (digits.EndsWith('.'))
            digits = digits[..^1];
        return LooseSyntax.IsNumber(digits) ? sign + digits : null;
    }
}
