using System.Globalization;
using System.Text;
using StructGen.Generation.Parsing.Lenient;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>JSON that is escaped as a whole without quotes around it: <c>{\"city\": \"Oslo\"}</c>, with <c>\n</c> between members.</summary>
internal static class EscapedText
{
    /// <summary>The text with one level of escapes taken away; null where it does not look like that.</summary>
    public static string? Unescape(string text, int start)
    {
        if (!IsEscaped(text, start))
            return null;
        var plain = new StringBuilder(text.Length);
        plain.Append(text, 0, start);
        for (var index = start; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 >= text.Length)
            {
                plain.Append(text[index]);
                continue;
            }

            index++;
            switch (text[index])
            {
                case 'n': plain.Append('\n'); break;
                case 'r': plain.Append('\r'); break;
                case 't': plain.Append('\t'); break;
                case 'u' when index + 4 < text.Length && ushort.TryParse(text.AsSpan(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                    plain.Append((char)code);
                    index += 4;
                    break;
                case '"' or '\\' or '/': plain.Append(text[index]); break;
                default: plain.Append('\\').Append(text[index]); break;
            }
        }

        return plain.ToString();
    }

    /// <summary>Whether the first bracket is followed by an escaped quote.</summary>
    private static bool IsEscaped(string text, int start)
    {
        var opener = text.AsSpan(start).IndexOfAny('{', '[');
        if (opener < 0)
            return false;
        var at = start + opener + 1;
        while (at < text.Length)
        {
            if (LooseSyntax.IsSpace(text[at]) || text[at] is '{' or '[')
                at++;
            else if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is 'n' or 'r' or 't')
                at += 2;
            else
                return text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '"';
        }

        return false;
    }
}
