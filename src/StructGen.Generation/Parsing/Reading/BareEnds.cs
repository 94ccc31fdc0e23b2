using System.Buffers;
using StructGen.Generation.Parsing.Lenient;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Finds where a value without quotes may end: a number or literal at once, a text at a comma, a line end, a closer, a quote.</summary>
internal sealed class BareEnds(string text, int end, Lookahead ahead)
{
    private const int MaxEnds = 10;
    private const int MaxRun = 24;

    private static readonly SearchValues<char> Ends = SearchValues.Create(",;}])\n\"/#\u201D'`\uFF0C");

    private readonly List<TextEnd> _found = [];
    private (int Place, TextRole Role) _known = (-1, TextRole.Name);

    /// <summary>Characters gone over.</summary>
    public long Work { get; private set; }

    /// <summary>The ends of the bare value that begins at a place, prices of continuing included; valid until the next call.</summary>
    public List<TextEnd> At(int index, TextRole role)
    {
        if (_known == (index, role))
            return _found;
        _known = (index, role);
        _found.Clear();
        Scan(index, role);
        return _found;
    }

    private void Scan(int from, TextRole role)
    {
        var run = 0;
        var soft = 0; // the price where a quote ends the text, and its opening quote is what is missing
        var index = from;
        AddFirstWord(from, role);
        while (_found.Count < MaxEnds && Math.Min(run, soft) <= MaxRun)
        {
            var jump = text.AsSpan(index, end - index).IndexOfAny(Ends);
            Work += jump < 0 ? end - index : jump + 1;
            if (jump < 0)
            {
                Add(from, end, end, run + ReadingCosts.Cut, isCut: true);
                return;
            }

            index += jump;
            switch (text[index])
            {
                case ',' or ';' or '\uFF0C':
                    Add(from, index, index, run);
                    var next = ahead.SkipSpace(index + 1);
                    soft += next > index + 1 && next < end && char.IsLower(text[next]) ? 2 : 7;
                    run += role == TextRole.Item ? 7 : ahead.NameAt(next) is not null || next >= end || text[next] is '}' or '{' ? 9 : 2;
                    break;
                case '}' or ']' or ')':
                    Add(from, index, index, run + (text[index] == ')' ? 2 : 0));
                    var closes = text[index] == ')' || IsOpened(from, index) ? 1 : 7;
                    run += closes;
                    soft += closes;
                    break;
                case '\n':
                    Add(from, index, index, run);
                    var follows = ahead.SkipSpace(index);
                    if (ahead.IsEndMark(follows))
                    {
                        run += 12;
                        soft += 12;
                        break;
                    }

                    soft += 8;
                    run += role == TextRole.Item ? 8 : ahead.NameAt(follows) is not null || text[follows] is '}' or ']' ? 10 : 3;
                    break;
                case '/' or '#':
                    if (ahead.IsComment(index) && index > from)
                    {
                        var spaced = LooseSyntax.IsSpace(text[index - 1]);
                        var isDone = IsDone(text.AsSpan(from, index - from).TrimEnd());
                        Add(from, index, index, run + (spaced || isDone ? 0 : 7));
                        run += isDone ? 6 : spaced ? 2 : 0;
                    }

                    break;
                default:
                    AddQuote(from, index, role, role == TextRole.Item ? Math.Min(run, soft) : run);
                    var continued = ahead.Follows(index + 1, role) == 2 ? 7 : text[index] == '\'' ? 0 : 2;
                    run += continued;
                    soft += continued;
                    break;
            }

            index++;
        }
    }

    /// <summary>A number or literal that a space ends, where the next item or member follows without a comma.</summary>
    private void AddFirstWord(int from, TextRole role)
    {
        var space = text.AsSpan(from, Math.Min(64, end - from)).IndexOfAny(' ', '\t');
        if (space <= 0 || !IsDone(text.AsSpan(from, space)))
            return;
        var next = ahead.SkipSpace(from + space);
        if (next < end && (role == TextRole.Item ? text[next] == '-' || char.IsAsciiDigit(text[next]) : ahead.NameAt(next) is { IsQuoted: false }))
            Add(from, from + space, from + space, 0);
    }

    /// <summary>A quote behind a bare value closes a text whose opening quote is missing, or begins what comes next.</summary>
    private void AddQuote(int from, int index, TextRole role, int run)
    {
        if (index == from)
            return;
        var strength = ahead.Follows(index + 1, role);
        if (strength > 0 && text[index] is '"' or '\u201D' or '\'')
            _found.Add(new TextEnd(from, index, index + 1, run + (strength == 2 ? 3 : 6), "missing-quote"));
        if ((LooseSyntax.IsSpace(text[index - 1]) || IsDone(text.AsSpan(from, index - from))) && (ahead.NameAt(index) is not null || role == TextRole.Item))
            Add(from, index, index, run);
    }

    private bool IsOpened(int from, int index)
        => text.AsSpan(from, index - from).Contains(text[index] == '}' ? '{' : text[index] == ']' ? '[' : '(');

    private static bool IsDone(ReadOnlySpan<char> raw) => BareWords.IsValue(raw);

    private void Add(int from, int to, int next, int cost, bool isCut = false)
    {
        while (to > from && LooseSyntax.IsSpace(text[to - 1]))
            to--;
        if (to > from)
            _found.Add(new TextEnd(from, to, next, cost, null, IsCut: isCut));
    }
}
