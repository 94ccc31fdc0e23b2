namespace StructGen.Generation.Parsing.Lenient;

/// <summary>Characters of JSON as models write it.</summary>
internal static class LooseSyntax
{
    /// <summary>White space of JSON proper.</summary>
    public static bool IsJsonSpace(char unit) => unit is ' ' or '\n' or '\r' or '\t';

    /// <summary>Any white space, marks without width included.</summary>
    public static bool IsSpace(char unit) => IsJsonSpace(unit) || char.IsWhiteSpace(unit) || unit is '\uFEFF' or '\u200B' or '\u200C' or '\u2060';

    /// <summary>A colon, of full width too.</summary>
    public static bool IsColon(char unit) => unit is ':' or '\uFF1A';

    /// <summary>A comma or semicolon, of full width too.</summary>
    public static bool IsComma(char unit) => unit is ',' or ';' or '\uFF0C' or '\uFF1B' or '\u3001';

    /// <summary>The next place without white space.</summary>
    public static int SkipSpace(string text, int index)
    {
        while (index < text.Length && IsSpace(text[index]))
            index++;
        return index;
    }

    /// <summary>The characters that close a text that begins with a quote; empty where the character is none.</summary>
    public static string ClosersOf(char quote) => quote switch
    {
        '"' => "\"",
        '\'' => "'",
        '`' => "`",
        '\u201C' or '\u201D' or '\u201E' or '\u201F' => "\u201D\u201C\"",
        '\u2018' or '\u2019' or '\u201A' => "\u2019\u2018'",
        '\u00AB' => "\u00BB",
        _ => "",
    };

    /// <summary>The name of the repair that such quotes are; null for JSON's own.</summary>
    public static string? RepairOf(char quote) => quote switch
    {
        '"' => null,
        '\'' => "single-quotes",
        '`' => "backticks",
        _ => "smart-quotes",
    };

    /// <summary>Whether a key that needs no quotes may have the character.</summary>
    public static bool IsNameUnit(char unit) => char.IsLetterOrDigit(unit) || unit is '_' or '-' or '$' or '.' or '@';

    /// <summary>Whether the text is a number of JSON.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var index = 0;
        if (index < text.Length && text[index] == '-')
            index++;
        var whole = Digits(text, ref index);
        if (whole == 0 || (whole > 1 && text[index - whole] == '0'))
            return false;
        if (index < text.Length && text[index] == '.')
        {
            index++;
            if (Digits(text, ref index) == 0)
                return false;
        }

        if (index < text.Length && (text[index] is 'e' or 'E'))
        {
            index++;
            if (index < text.Length && (text[index] is '+' or '-'))
                index++;
            if (Digits(text, ref index) == 0)
                return false;
        }

        return index == text.Length;
    }

    private static int Digits(ReadOnlySpan<char> text, ref int index)
    {
        var start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index]))
            index++;
        return index - start;
    }
}
