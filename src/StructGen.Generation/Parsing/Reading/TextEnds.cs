using StructGen.Generation.Parsing.Lenient;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>A place where a text may end.</summary>
/// <param name="From">Where its content begins.</param>
/// <param name="To">Where its content ends.</param>
/// <param name="Next">What is read next.</param>
/// <param name="Cost">The price.</param>
/// <param name="Repair">What is mended; null for nothing.</param>
/// <param name="Before">The name that the text would have swallowed; null where there is none.</param>
/// <param name="IsCut">Whether the answer ends within the text.</param>
internal readonly record struct TextEnd(int From, int To, int Next, int Cost, string? Repair, NameAhead? Before = null, bool IsCut = false);

/// <summary>
/// Finds where a quoted text may end: at each quote, and where a quote was forgotten. <c>"Oslo, "mayor": "Ann"</c> may end behind
/// <c>Oslo, </c>, before the comma, or much later with quotes within it.
/// </summary>
/// <param name="text">The answer.</param>
/// <param name="end">Where it ends.</param>
/// <param name="ahead">Looks ahead in it.</param>
/// <param name="declared">Every name of the schema.</param>
internal sealed class TextEnds(string text, int end, Lookahead ahead, HashSet<string> declared)
{
    private const int MaxEnds = 14;
    private const int MaxRun = 32;
    private const int ReachBehindEnd = 17;

    private readonly List<TextEnd> _found = [];
    private (int Place, TextRole Role) _known = (-1, TextRole.Name);

    /// <summary>Characters gone over.</summary>
    public long Work { get; private set; }

    /// <summary>The ends of the text whose opening quote stands at a place; valid until the next call.</summary>
    public List<TextEnd> At(int index, TextRole role)
    {
        if (_known == (index, role))
            return _found;
        _known = (index, role);
        _found.Clear();
        var quote = text[index];
        var closers = LooseSyntax.ClosersOf(quote);
        if (quote == '"')
            closers = "\"\u201D";
        else if (quote == '\'')
            closers = "'\u2019";
        if (AddTriple(index, quote))
            return _found;
        var from = index + 1;
        if (ahead.IsDoubled(index))
            AddDoubled(from + 1, quote, role);
        Scan(from, quote, closers, role);
        return _found;
    }

    private bool AddTriple(int index, char quote)
    {
        if (quote is not ('"' or '\'') || index + 2 >= end || text[index + 1] != quote || text[index + 2] != quote)
            return false;
        var close = text.IndexOf(new string(quote, 3), index + 3, end - index - 3, StringComparison.Ordinal);
        Work += (close < 0 ? end : close) - index;
        if (close < 0)
            _found.Add(new TextEnd(index + 3, end, end, ReadingCosts.Cut, "triple-quotes", IsCut: true));
        else
            _found.Add(new TextEnd(index + 3, close, close + 3, ReadingCosts.OddQuotes, "triple-quotes"));
        return true;
    }

    private void AddDoubled(int from, char quote, TextRole role)
    {
        var close = text.IndexOf(quote, from, Math.Min(end - from, 10_000));
        Work += Math.Max(0, close - from);
        if (close >= 0 && close + 1 < end && text[close + 1] == quote && ahead.Follows(close + 2, role) > 0)
            _found.Add(new TextEnd(from, close, close + 2, ReadingCosts.OddQuotes, "doubled-quotes"));
    }

    private void Scan(int from, char quote, string closers, TextRole role)
    {
        var run = 0;
        var limit = int.MaxValue;
        var inner = 0;
        var lines = 0;
        var isJoined = false;
        var interesting = role == TextRole.Name ? closers + "\\\n:{}," : closers + "\\\n,}]";
        var index = from;
        while (_found.Count < MaxEnds && run <= Math.Min(MaxRun, limit))
        {
            var jump = text.AsSpan(index, end - index).IndexOfAny(interesting);
            Work += jump < 0 ? end - index : jump + 1;
            if (jump < 0)
            {
                if (role != TextRole.Name || end - from < 200)
                    _found.Add(new TextEnd(from, end, end, run + ReadingCosts.Cut, inner > 0 ? "inner-quotes" : null, IsCut: true));
                return;
            }

            index += jump;
            var unit = text[index];
            if (role == TextRole.Name && (index - from > 200 || unit is '\n' or '{' or '}'))
            {
                if (unit == '\n' && ahead.EndsHere(index))
                    _found.Add(new TextEnd(from, index, index, run + ReadingCosts.CutWithin, null, IsCut: true));
                return;
            }

            if (closers.Contains(unit) && JoinedAt(index) is var joined and > 0)
            {
                isJoined = true;
                index = joined;
            }
            else if (closers.Contains(unit))
            {
                var strength = ahead.Follows(index + 1, role);
                var odd = unit != quote && quote is '"' or '\'' ? (strength == 2 ? 3 : 12) : 0;
                if (odd < 12)
                    _found.Add(new TextEnd(from, index, index + 1, run + odd, isJoined ? "concatenated" : odd > 0 ? "smart-quotes" : inner > 0 ? "inner-quotes" : null));
                if (odd == 0)
                {
                    run += Within(index, quote, strength, inner, role);
                    inner++;
                }

                if (strength == 2 && limit == int.MaxValue)
                    limit = run + ReachBehindEnd;
                index++;
            }
            else if (unit == '\\')
            {
                if (index + 1 < end && closers.Contains(text[index + 1]) && ahead.Follows(index + 2, role) == 2)
                    _found.Add(new TextEnd(from, index + 1, index + 2, run + ReadingCosts.MissingQuote, "escape"));
                index = Math.Min(end, index + 2);
            }
            else
            {
                AddUnclosed(from, index, run, role);
                if (unit == '\n' && lines++ == 0)
                    run++;
                index++;
            }
        }
    }

    /// <summary>Where a text goes on that is put together of several: <c>"one" + "two"</c>; 0 where it is not.</summary>
    private int JoinedAt(int index)
    {
        var plus = ahead.SkipSpace(index + 1);
        if (plus >= end || text[plus] != '+')
            return 0;
        var next = ahead.SkipSpace(plus + 1);
        return next < end && text[next] == text[index] ? next + 1 : 0;
    }

    /// <summary>What it costs to take a quote as part of the text.</summary>
    private int Within(int index, char quote, int strength, int inner, TextRole role)
    {
        if (strength == 2)
            return 8;
        if (inner % 2 == 0 && role == TextRole.Item && ahead.FollowsComma(index))
            return ReadingCosts.SwallowedName + 3;
        if (quote == text[index] && ahead.NameAt(index) is { IsQuoted: true } name)
            return declared.Contains(name.Name) || ahead.FollowsComma(index) ? ReadingCosts.SwallowedName : declared.Count > 0 ? ReadingCosts.SwallowedUndeclaredName : 5;
        var between = index > 0 && index + 1 < end && char.IsLetterOrDigit(text[index - 1]) && char.IsLetterOrDigit(text[index + 1]);
        if (quote != '"' && between)
            return inner == 0 ? 1 : 0;
        // Quotes within a text come in pairs: one that looks like a closing one where an opening one is due closes the text itself.
        var closes = index > 0 && !LooseSyntax.IsSpace(text[index - 1]) && !char.IsAsciiDigit(text[index - 1])
            && index + 1 < end && !char.IsLetterOrDigit(text[index + 1]) && text[index + 1] != text[index];
        if (inner % 2 == 0 && closes && index > 1)
            return LooseSyntax.IsComma(text[index + 1]) ? 11 : strength == 1 ? 8 : 6;
        return strength == 1 ? 5 : inner == 0 ? 3 : 1;
    }

    /// <summary>The text may end here without a quote: before a comma and a name, before closers, at a line end.</summary>
    private void AddUnclosed(int from, int index, int run, TextRole role)
    {
        var unit = text[index];
        if (role == TextRole.Name)
        {
            if (unit == ':' && index > from)
                _found.Add(new TextEnd(from, index, index, run + ReadingCosts.MissingQuote, "missing-quote"));
            return;
        }

        if (unit == ',')
        {
            var next = ahead.SkipSpace(index + 1);
            if (ahead.NameAt(next) is { IsQuoted: true } name)
                Unclosed(from, index, index, run + ReadingCosts.MissingQuote, name);
            else if (role == TextRole.Item && next < end && text[next] == '"')
                Unclosed(from, index, index, run + ReadingCosts.MissingQuote + 1, null);
            return;
        }

        if (unit == '\n')
        {
            var next = ahead.SkipSpace(index);
            if (ahead.EndsHere(index))
            {
                _found.Add(new TextEnd(from, index, next, run + ReadingCosts.CutWithin, null, IsCut: true));
                return;
            }

            var to = index;
            while (to > from && LooseSyntax.IsSpace(text[to - 1]))
                to--;
            if (to > from && text[to - 1] == ',' && (ahead.NameAt(next) is not null || role == TextRole.Item))
                return;
            if (ahead.NameAt(next) is { } name)
                Unclosed(from, to, index, run + ReadingCosts.MissingQuote, name);
            else if (text[next] is '}' or ']')
                Unclosed(from, to, index, run + ReadingCosts.MissingQuote - 1, null);
            return;
        }

        if (ahead.EndsAfterClosers(index))
            Unclosed(from, index, index, run + ReadingCosts.MissingQuote + 1, null);
    }

    private void Unclosed(int from, int to, int next, int cost, NameAhead? name)
    {
        while (to > from && (LooseSyntax.IsSpace(text[to - 1]) || (text[to - 1] == ',' && name is null && text[next] is '}' or ']')))
            to--;
        if (to > from)
            _found.Add(new TextEnd(from, to, next, cost, "missing-quote", name));
    }
}
