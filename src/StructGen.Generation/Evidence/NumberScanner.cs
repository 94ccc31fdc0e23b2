using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>Finds numbers in a text in all the forms that people write, and reports each in its canonical spellings.</summary>
/// <remarks>
/// <c>1,234</c> is read as 1234 and as 1.234; <c>5 %</c> as 5 and as 0.05; <c>2.5 million</c> as 2500000 and 2.5; <c>three</c> as 3.
/// Digits behind a letter (<c>A4</c>) are a name, unless the letters are a currency code.
/// </remarks>
internal sealed class NumberScanner(string text, Action<string, TextSpan> report)
{
    private const int MaxLength = 60;

    private static readonly Dictionary<string, string> Words = "one two three four five six seven eight nine ten eleven twelve".Split(' ')
        .Select((word, index) => KeyValuePair.Create(word, $"{index + 1}")).ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> WordLookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly (string Word, int Exponent)[] Scales =
        [("thousand", 3), ("million", 6), ("mio", 6), ("mn", 6), ("billion", 9), ("bn", 9), ("trillion", 12), ("hundred", 2)];

    public void Run()
    {
        for (var index = 0; index < text.Length;)
        {
            var unit = text[index];
            if (char.IsAsciiDigit(unit) || (unit == '.' && index + 1 < text.Length && char.IsAsciiDigit(text[index + 1])))
                index = ReadDigits(index);
            else if (char.IsLetter(unit))
                index = ReadWord(index);
            else
                index++;
        }
    }

    private int ReadWord(int start)
    {
        var end = start + 1;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        if (end - start is >= 3 and <= 6 && WordLookup.TryGetValue(text.AsSpan(start, end - start), out var number)
            && WordBorders.Stands(text, start, end))
            report(number, new TextSpan(start, end));
        return end;
    }

    private int ReadDigits(int start)
    {
        var end = TokenEnd(start, out var spaced);
        var token = text.AsSpan(start, end - start);
        if (IsName(start))
            return end;
        var negative = start > 0 && text[start - 1] is '-' or '\u2212' && (start == 1 || !char.IsLetterOrDigit(text[start - 2]));
        var span = new TextSpan(negative ? start - 1 : start, end);
        var read = end - start <= MaxLength && ReadForms(token, span, negative);
        if (!read || spaced)
            ReadRuns(start, end);
        return end;
    }

    /// <summary>The end of digits with separators between them.</summary>
    private int TokenEnd(int start, out bool spaced)
    {
        spaced = false;
        var end = start;
        while (true)
        {
            var run = end;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            if (end + 1 >= text.Length || !char.IsAsciiDigit(text[end + 1]))
                return end;
            var unit = text[end];
            if (unit is '.' or ',' or '\'' or '\u2019')
            {
                end++;
            }
            else if (unit is ' ' or '\u00A0' or '\u202F' or '\u2009' && end - run <= 3 && GroupFollows(end + 1))
            {
                spaced = true;
                end++;
            }
            else
            {
                return end;
            }
        }
    }

    private bool GroupFollows(int index)
    {
        var end = index;
        while (end < text.Length && end - index <= 3 && char.IsAsciiDigit(text[end]))
            end++;
        return end - index == 3;
    }

    private bool ReadForms(ReadOnlySpan<char> token, TextSpan span, bool negative)
    {
        var marks = token.IndexOfAnyExceptInRange('0', '9');
        if (marks < 0)
        {
            Report(token, [], span, negative);
            return true;
        }

        var last = token.LastIndexOfAnyExceptInRange('0', '9');
        var point = token[last];
        var read = false;
        if (Groups(token, out var joined))
        {
            Report(joined, [], span, negative);
            read = true;
        }

        if (point is '.' or ',' && !token[..last].Contains(point) && (last == 0 || Groups(token[..last], out joined)))
        {
            Report(last == 0 ? "0" : joined, token[(last + 1)..], span, negative);
            read = true;
        }

        return read;
    }

    /// <summary>Whether digits stand in groups of thousands with one kind of separator; plain digits do.</summary>
    private static bool Groups(ReadOnlySpan<char> token, out string joined)
    {
        joined = "";
        var mark = token.IndexOfAnyExceptInRange('0', '9');
        if (mark < 0)
        {
            joined = token.ToString();
            return true;
        }

        if (mark is 0 or > 3)
            return false;
        var separator = token[mark];
        for (var at = mark; at < token.Length; at += 4)
        {
            if (token[at] != separator || at + 4 > token.Length || token[(at + 1)..(at + 4)].IndexOfAnyExceptInRange('0', '9') >= 0)
                return false;
        }

        joined = token.ToString().Replace(separator.ToString(), "", StringComparison.Ordinal);
        return true;
    }

    private void Report(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, TextSpan span, bool negative)
    {
        report(CanonicalNumber.Of(whole, fraction, 0, negative), span);
        var after = span.End;
        if (after < text.Length && text[after] is ' ' or '\u00A0')
            after++;
        if (after >= text.Length)
            return;
        if (text[after] == '%' || StartsWith(after, "percent") || StartsWith(after, "per cent"))
        {
            report(CanonicalNumber.Of(whole, fraction, -2, negative), span);
            return;
        }

        if (after == span.End && text[after] is 'k' or 'K' && (after + 1 == text.Length || !char.IsLetterOrDigit(text[after + 1])))
            report(CanonicalNumber.Of(whole, fraction, 3, negative), span with { End = after + 1 });
        foreach (var (word, exponent) in Scales)
        {
            if (StartsWith(after, word))
                report(CanonicalNumber.Of(whole, fraction, exponent, negative), span with { End = after + word.Length });
        }
    }

    private void ReadRuns(int start, int end)
    {
        for (var index = start; index < end;)
        {
            if (!char.IsAsciiDigit(text[index]))
            {
                index++;
                continue;
            }

            var run = index;
            while (index < end && char.IsAsciiDigit(text[index]))
                index++;
            if (index - run <= MaxLength)
                report(CanonicalNumber.Of(text.AsSpan(run, index - run), [], 0, false), new TextSpan(run, index));
        }
    }

    /// <summary>Whether letters right before make the digits part of a name.</summary>
    private bool IsName(int start)
    {
        if (start == 0 || !char.IsLetterOrDigit(text[start - 1]) || WordBorders.IsSpaceless(text[start - 1]))
            return false;
        var isCode = start >= 3 && char.IsAsciiLetterUpper(text[start - 1]) && char.IsAsciiLetterUpper(text[start - 2]) && char.IsAsciiLetterUpper(text[start - 3])
            && (start == 3 || !char.IsLetterOrDigit(text[start - 4]));
        return !isCode;
    }

    private bool StartsWith(int at, string word) => string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (at + word.Length == text.Length || !char.IsLetter(text[at + word.Length]));
}
