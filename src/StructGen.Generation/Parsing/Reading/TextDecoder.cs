using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Decodes the content of quoted texts as models write them: JSON's escapes, odd ones, raw line breaks, half a surrogate pair.</summary>
internal static partial class TextDecoder
{
    /// <param name="text">The answer.</param>
    /// <param name="from">Where the content begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="quote">The quote that opened it.</param>
    /// <param name="isCut">Whether the answer ends within the text: an escape that lacks its end is dropped.</param>
    /// <param name="log">Receives repairs; may be null.</param>
    /// <param name="isJoined">Whether it is put together of texts with <c>+</c> between them.</param>
    public static string Decode(string text, int from, int to, char quote, bool isCut, RepairLog? log, bool isJoined = false)
    {
        if (!text.AsSpan(from, to - from).ContainsAnyInRange('\0', '\u001F') && text.IndexOf('\\', from, to - from) < 0
            && text.IndexOf(quote, from, to - from) < 0)
            return Sound(text[from..to], from, isCut, log);
        var value = new StringBuilder(to - from);
        for (var index = from; index < to;)
        {
            var unit = text[index];
            if (unit == '\\')
            {
                index = ReadEscape(text, index, to, isCut, value, log);
                continue;
            }

            if (isJoined && unit == quote && Joint().Match(text, index, to - index) is { Success: true } joint)
            {
                index += joint.Length;
                continue;
            }

            if (unit < ' ')
                log?.Add("raw-control", index, "A line break or control character within a text was kept.");
            value.Append(unit);
            index += unit == quote && quote is '"' or '\'' && index + 1 < to && text[index + 1] == quote ? 2 : 1;
        }

        return Sound(value.ToString(), from, isCut, log);
    }

    private static int ReadEscape(string text, int index, int end, bool isCut, StringBuilder value, RepairLog? log)
    {
        if (index + 1 >= end)
        {
            if (!isCut)
                value.Append('\\');
            return end;
        }

        var escaped = text[index + 1];
        var plain = escaped switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', '"' => '"', '\\' => '\\', '/' => '/', _ => '\0' };
        if (plain != '\0')
        {
            value.Append(plain);
            return index + 2;
        }

        var digits = escaped == 'u' ? 4 : escaped == 'x' ? 2 : 0;
        if (digits > 0 && index + 2 + digits <= end
            && ushort.TryParse(text.AsSpan(index + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            if (digits == 2)
                log?.Add("escape", index, "A \\x escape was decoded.");
            value.Append((char)code);
            return index + 2 + digits;
        }

        if (isCut && digits > 0 && index + 2 + digits > end)
            return end;
        log?.Add("escape", index, "An escape that JSON does not have was kept as text.");
        if (escaped is not ('\'' or '\n' or '`' or '$' or '_' or '*' or '#' or '~' or '&' or '!' or '@' or '>' or '<'))
            value.Append('\\');
        if (escaped != '\n')
            value.Append(escaped);
        return index + 2;
    }

    [GeneratedRegex("""\G["']\s*\+\s*["']""", RegexOptions.CultureInvariant)]
    private static partial Regex Joint();

    private static string Sound(string read, int start, bool isCut, RepairLog? log)
    {
        if (isCut && read.Length > 0 && char.IsHighSurrogate(read[^1]))
            read = read[..^1];
        var sound = LoneSurrogates.Replace(read);
        if (!ReferenceEquals(sound, read))
            log?.Add("surrogate", start, "Half of a surrogate pair was replaced by U+FFFD.");
        return sound;
    }
}
