using System.Globalization;
using System.Text;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Lenient;

/// <summary>Reads quoted texts as models write them: any quotes, raw line breaks, unescaped inner quotes, odd escapes.</summary>
internal sealed class LooseTextReader(string text, int end, RepairLog log)
{
    /// <summary>Characters that may be read again after a text turned out to have no end; keeps hostile answers linear.</summary>
    private int _secondLooks = end + 1024;

    /// <summary>Characters gone over so far, some of them twice.</summary>
    public long Work { get; private set; }

    /// <summary>Whether the last text ran into the end of the answer.</summary>
    public bool Truncated { get; private set; }

    /// <summary>Reads from an opening quote to after the closing one.</summary>
    public string Read(ref int index, LooseContext context)
    {
        Truncated = false;
        var start = index;
        var quote = text[index];
        var closers = LooseSyntax.ClosersOf(quote);
        if (LooseSyntax.RepairOf(quote) is { } kind)
            log.Add(kind, start, $"A text in {text[start]} quotes was taken as one in double quotes.");
        if (IsTriple(start))
            return ReadTriple(ref index, quote);
        index++;
        var doubled = (quote is '"' or '\'') && index + 1 < end && text[index] == quote && char.IsLetterOrDigit(text[index + 1]);
        if (doubled)
        {
            index++;
            log.Add("doubled-quotes", start, "A text in doubled quotes was taken as one in single ones.");
        }

        var value = new StringBuilder();
        var firstInner = -1;
        var firstLength = 0;
        while (index < end)
        {
            var unit = text[index];
            if (closers.Contains(unit))
            {
                var after = doubled && index + 1 < end && text[index + 1] == unit ? index + 2 : index + 1;
                if (LooseLookahead.EndsText(text, after, end, context))
                {
                    index = after;
                    if (firstInner >= 0)
                        log.Add("inner-quotes", firstInner, "Quotes within a text were taken as part of it.");
                    return Finish(value, start);
                }

                if (firstInner < 0)
                    (firstInner, firstLength) = (index, value.Length);
                var pair = index + 1 < end && text[index + 1] == unit;
                value.Append(unit);
                index += pair ? 2 : 1;
            }
            else if (unit == '\\')
            {
                ReadEscape(ref index, value);
            }
            else
            {
                if (unit < ' ')
                    log.Add("raw-control", index, "A line break or control character within a text was kept.");
                value.Append(unit);
                index++;
            }
        }

        Work += end - start;
        if (firstInner >= 0 && _secondLooks > end - firstInner)
        {
            _secondLooks -= end - firstInner;
            index = firstInner + 1;
            value.Length = firstLength;
            return Finish(value, start);
        }

        Truncated = true;
        return Finish(value, start);
    }

    private bool IsTriple(int start) => start + 2 < end && (text[start] is '"' or '\'')
        && text[start + 1] == text[start] && text[start + 2] == text[start];

    private string ReadTriple(ref int index, char quote)
    {
        var start = index;
        log.Add("triple-quotes", start, "A text in triple quotes was taken as one in double quotes.");
        var close = text.IndexOf(new string(quote, 3), index + 3, end - index - 3, StringComparison.Ordinal);
        Truncated = close < 0;
        var value = text[(index + 3)..(close < 0 ? end : close)];
        index = close < 0 ? end : close + 3;
        return LoneSurrogates.Replace(value.StartsWith('\n') ? value[1..].TrimEnd() : value);
    }

    private void ReadEscape(ref int index, StringBuilder value)
    {
        if (index + 1 >= end)
        {
            index = end;
            return;
        }

        var escaped = text[index + 1];
        var plain = escaped switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', '"' => '"', '\\' => '\\', '/' => '/', _ => '\0' };
        if (plain != '\0')
        {
            value.Append(plain);
            index += 2;
            return;
        }

        var digits = escaped == 'u' ? 4 : escaped == 'x' ? 2 : 0;
        if (digits > 0 && index + 2 + digits <= end
            && ushort.TryParse(text.AsSpan(index + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            if (digits == 2)
                log.Add("escape", index, "A \\x escape was decoded.");
            value.Append((char)code);
            index += 2 + digits;
            return;
        }

        log.Add("escape", index, "An escape that JSON does not have was kept as text.");
        if (escaped is not ('\'' or '\n' or '`' or '$'))
            value.Append('\\');
        if (escaped != '\n')
            value.Append(escaped);
        index += 2;
    }

    private string Finish(StringBuilder value, int start)
    {
        var read = value.ToString();
        var sound = LoneSurrogates.Replace(read);
        if (!ReferenceEquals(sound, read))
            log.Add("surrogate", start, "Half of a surrogate pair was replaced by U+FFFD.");
        return sound;
    }
}
