using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>Finds dates in a text and reports each as <c>2024-03-03</c>, <c>2024-03</c> where no day is given, or <c>--03-03</c> where no year is.</summary>
/// <remarks><c>03/04/2024</c> is read both ways, <c>3.4.2024</c> with the day first. Two-digit years are of this century up to 69.</remarks>
internal sealed class DateScanner(string text, Action<string, TextSpan> report)
{
    public void Run()
    {
        for (var index = 0; index < text.Length;)
        {
            var unit = text[index];
            if (!char.IsLetterOrDigit(unit))
            {
                index++;
                continue;
            }

            var end = index + 1;
            var digits = char.IsAsciiDigit(unit);
            while (end < text.Length && (digits ? char.IsAsciiDigit(text[end]) : char.IsLetter(text[end])))
                end++;
            if (index == 0 || !char.IsLetterOrDigit(text[index - 1]) || WordBorders.IsSpaceless(text[index - 1]))
            {
                if (digits)
                    ReadNumeric(index, end);
                else if (end - index <= 10 && MonthNames.Find(text.AsSpan(index, end - index)) is var month and > 0)
                    ReadMonthFirst(index, end, month);
            }

            index = end;
        }
    }

    private void ReadNumeric(int start, int end)
    {
        var length = end - start;
        if (length == 8 && Number(start, 4) is >= 1000 and < 2100)
        {
            Report(Number(start, 4), Number(start + 4, 2), Number(start + 6, 2), start, end);
            return;
        }

        if (length == 4)
            ReadYearFirst(start, end);
        else if (length <= 2 && !ReadDayMonthYear(start, end))
            ReadDayFirst(start, end);
    }

    /// <summary><c>2024-03-03</c>, <c>2024/3/3</c>, <c>2024.03.03</c>, <c>2024年3月3日</c>, <c>2024-03</c>.</summary>
    private void ReadYearFirst(int start, int end)
    {
        if (end >= text.Length || text[end] is not ('-' or '/' or '.' or '\u5E74'))
            return;
        var separator = text[end];
        if (!TryDigits(end + 1, 2, out var month, out var next))
            return;
        var second = separator == '\u5E74' ? '\u6708' : separator;
        if (next < text.Length && text[next] == second && TryDigits(next + 1, 2, out var day, out var last))
            Report(Number(start, 4), month, day, start, separator == '\u5E74' && last < text.Length && text[last] == '\u65E5' ? last + 1 : last);
        else if (month is >= 1 and <= 12 && separator != '.')
            report($"{Number(start, 4):0000}-{month:00}", new TextSpan(start, next));
    }

    /// <summary><c>3.4.2024</c>, <c>03/04/2024</c>, <c>3-4-24</c>, <c>03/2024</c>.</summary>
    private bool ReadDayMonthYear(int start, int end)
    {
        if (end >= text.Length || text[end] is not ('.' or '/' or '-'))
            return false;
        var separator = text[end];
        var first = Number(start, end - start);
        var at = separator == '.' ? SkipSpace(end + 1) : end + 1;
        if (separator != '.' && first is >= 1 and <= 12 && TryDigits(at, 4, out var yearOnly, out var stop) && stop - at == 4)
        {
            report($"{yearOnly:0000}-{first:00}", new TextSpan(start, stop));
            return true;
        }

        if (!TryDigits(at, 2, out var second, out var next) || next >= text.Length || text[next] != separator)
            return false;
        at = separator == '.' ? SkipSpace(next + 1) : next + 1;
        if (!TryDigits(at, 4, out var year, out var last) || (last - at) is not (2 or 4))
            return false;
        if (last - at == 2)
            year += year <= 69 ? 2000 : 1900;
        Report(year, second, first, start, last);
        if (separator != '.' && first != second)
            Report(year, first, second, start, last);
        return true;
    }

    /// <summary><c>3 March 2024</c>, <c>3rd of March, 2024</c>, <c>3. März</c>.</summary>
    private void ReadDayFirst(int start, int end)
    {
        var at = SkipOrdinal(end);
        at = SkipSpace(at < text.Length && text[at] is '.' or '-' ? at + 1 : at);
        foreach (var word in (ReadOnlySpan<string>)["of", "de", "day of"])
        {
            if (string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0 && at + word.Length < text.Length && text[at + word.Length] == ' ')
                at += word.Length + 1;
        }

        var name = at;
        while (name < text.Length && name - at <= 10 && char.IsLetter(text[name]))
            name++;
        var month = MonthNames.Find(text.AsSpan(at, name - at));
        if (month > 0)
            ReportWithYear(month, Number(start, end - start), start, name);
    }

    /// <summary><c>March 3rd, 2024</c>, <c>March 2024</c>, <c>Mar 3</c>.</summary>
    private void ReadMonthFirst(int start, int end, int month)
    {
        var at = SkipSpace(end < text.Length && text[end] == '.' ? end + 1 : end);
        if (TryDigits(at, 4, out var year, out var afterYear) && afterYear - at == 4)
        {
            report($"{year:0000}-{month:00}", new TextSpan(start, afterYear));
            return;
        }

        if (TryDigits(at, 2, out var day, out var next))
            ReportWithYear(month, day, start, SkipOrdinal(next));
    }

    private void ReportWithYear(int month, int day, int start, int end)
    {
        var at = end < text.Length && text[end] is ',' or '.' ? end + 1 : end;
        at = SkipSpace(at);
        if (string.Compare(text, at, "de ", 0, 3, StringComparison.OrdinalIgnoreCase) == 0)
            at += 3;
        if (at > end && TryDigits(at, 4, out var year, out var last) && last - at == 4)
            Report(year, month, day, start, last);
        else if (day is >= 1 and <= 31)
            report($"--{month:00}-{day:00}", new TextSpan(start, end));
    }

    private void Report(int year, int month, int day, int start, int end)
    {
        if (month is >= 1 and <= 12 && year is >= 1 and <= 9999 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
            report($"{year:0000}-{month:00}-{day:00}", new TextSpan(start, end));
    }

    private int SkipOrdinal(int at)
    {
        foreach (var ending in (ReadOnlySpan<string>)["st", "nd", "rd", "th", "er"])
        {
            if (string.Compare(text, at, ending, 0, 2, StringComparison.OrdinalIgnoreCase) == 0 && (at + 2 == text.Length || !char.IsLetter(text[at + 2])))
                return at + 2;
        }

        return at;
    }

    private int SkipSpace(int at)
    {
        for (var skipped = 0; at < text.Length && skipped < 3 && char.IsWhiteSpace(text[at]); skipped++)
            at++;
        return at;
    }

    /// <summary>Reads one to <paramref name="most"/> digits that no digit follows.</summary>
    private bool TryDigits(int at, int most, out int value, out int end)
    {
        value = 0;
        end = at;
        while (end < text.Length && end - at <= most && char.IsAsciiDigit(text[end]))
            value = (value * 10) + (text[end++] - '0');
        return end > at && end - at <= most;
    }

    private int Number(int at, int length)
    {
        var value = 0;
        for (var index = at; index < at + length; index++)
            value = (value * 10) + (text[index] - '0');
        return value;
    }
}
