using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>Finds times of day in a text and reports each as <c>15:30:00</c>: <c>15:30</c>, <c>3:30 pm</c>, <c>3pm</c>, <c>15h30</c>, <c>15.30 Uhr</c>, <c>noon</c>.</summary>
internal sealed class TimeScanner(string text, Action<string, TextSpan> report)
{
    public void Run()
    {
        for (var index = 0; index < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[index]))
            {
                index++;
                continue;
            }

            var end = index + 1;
            var digits = char.IsAsciiDigit(text[index]);
            while (end < text.Length && (digits ? char.IsAsciiDigit(text[end]) : char.IsLetter(text[end])))
                end++;
            if (!digits)
                ReadWord(index, end);
            else if (end - index <= 2 && (index == 0 || !(char.IsLetterOrDigit(text[index - 1]) && text[index - 1] is not ('T' or 't'))))
                end = ReadClock(index, end);
            index = end;
        }
    }

    private void ReadWord(int start, int end)
    {
        var word = text.AsSpan(start, end - start);
        if (word.Equals("noon", StringComparison.OrdinalIgnoreCase) || word.Equals("midday", StringComparison.OrdinalIgnoreCase))
            report("12:00:00", new TextSpan(start, end));
        else if (word.Equals("midnight", StringComparison.OrdinalIgnoreCase))
            report("00:00:00", new TextSpan(start, end));
    }

    private int ReadClock(int start, int end)
    {
        var hour = Number(start, end);
        var minute = 0;
        var second = 0;
        var exact = false;
        var at = end;
        if (TryPart(at, ":.h", out var next))
        {
            exact = text[at] is ':' or 'h';
            minute = Number(at + 1, next);
            at = next;
            if (TryPart(at, ":", out next))
            {
                second = Number(at + 1, next);
                at = next;
            }
        }

        var suffix = ReadSuffix(at, ref hour, out var afternoon);
        if (hour < 24 && minute < 60 && second < 60 && (exact || suffix > at) && (!afternoon || hour is >= 1))
            report($"{hour:00}:{minute:00}:{second:00}", new TextSpan(start, Math.Max(at, suffix)));
        return at;
    }

    /// <summary>Reads <c>am</c>, <c>p.m.</c>, <c>Uhr</c>, <c>o'clock</c> and turns the hour.</summary>
    private int ReadSuffix(int at, ref int hour, out bool marked)
    {
        marked = false;
        var from = at < text.Length && text[at] is ' ' or '\u00A0' ? at + 1 : at;
        foreach (var (word, shift) in (ReadOnlySpan<(string, int)>)[("a.m.", 0), ("am", 0), ("p.m.", 12), ("pm", 12), ("uhr", -1), ("o'clock", -1), ("h", -1)])
        {
            if (string.Compare(text, from, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0
                || (from + word.Length < text.Length && char.IsLetter(text[from + word.Length])))
                continue;
            if (shift >= 0 && hour is >= 1 and <= 12)
            {
                hour = (hour % 12) + shift;
                marked = shift > 0;
            }

            return from + word.Length;
        }

        return at;
    }

    private bool TryPart(int at, string separators, out int end)
    {
        end = at + 3;
        return end <= text.Length && separators.Contains(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2])
            && (end == text.Length || !char.IsAsciiDigit(text[end]));
    }

    private int Number(int start, int end)
    {
        var value = 0;
        for (var index = start; index < end; index++)
            value = (value * 10) + (text[index] - '0');
        return value;
    }
}
