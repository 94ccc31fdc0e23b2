using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>An answer without what covered all of it.</summary>
internal sealed record PlainText(string Text, AnswerRepair Repair);

/// <summary>
/// Answers that something covers as a whole: escapes without quotes around them (<c>{\"city\": \"Oslo\"}</c>), entities of HTML, the marks of a
/// Markdown quotation at the begin of each line.
/// </summary>
internal static partial class PlainTexts
{
    public static IEnumerable<PlainText> Of(string text, int start)
    {
        if (Unescape(text, start) is { } unescaped)
            yield return new PlainText(unescaped, new AnswerRepair("escaped", start, "The answer was escaped as a whole: one level of escapes was taken away."));
        if (Entities().IsMatch(text, start))
            yield return new PlainText(text[..start] + WebUtility.HtmlDecode(text[start..]), new AnswerRepair("entities", start, "Entities of HTML were decoded."));
        if (Quotation().IsMatch(text, start))
            yield return new PlainText(text[..start] + LineMarks().Replace(text[start..], ""), new AnswerRepair("quotation", start, "The marks of a quotation were taken from its lines."));
    }

    [GeneratedRegex(@"[\{\[,:]\s*&(?:quot|#34|#x22);", RegexOptions.CultureInvariant)]
    private static partial Regex Entities();

    [GeneratedRegex(@"^>[ \t]?[\{\[].*\n>", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Quotation();

    [GeneratedRegex(@"^>[ \t]?", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex LineMarks();

    /// <summary>The text with one level of escapes taken away; null where it does not look like that.</summary>
    private static string? Unescape(string text, int start)
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
