using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>
/// Reads a whole text as prose and JSON values at the least cost: a search over (place, open containers) in which every deviation from JSON has a
/// price and the schema's names and types decide between readings. <c>{"city": "Oslo, "mayor": "Ann"}</c> is read with the text ended before the
/// comma, because <c>mayor</c> is a declared name; any other reading loses it or swallows it.
/// </summary>
/// <remarks>
/// Readings that have the same containers open at the same place are one, but that the best other data are kept to find ambiguity. At most
/// <see cref="Width"/> readings go on from a place, and <see cref="StepsPerCharacter"/> bounds the whole work, so hostile text stays linear.
/// </remarks>
internal sealed partial class LeastCostReader
{
    /// <summary>Readings that go on from one place.</summary>
    private const int Width = 24;

    private const int NarrowWidth = 3;
    private const int MaxFinals = 6;
    private const int FreeSteps = 60_000;
    private const int StepsPerCharacter = 6;

    private readonly string _text;
    private readonly int _start;
    private readonly int _end;
    private readonly ShapeViews _views = new();
    private readonly ShapeView _root;
    private readonly Lookahead _ahead;
    private readonly HashSet<string> _declared;
    private readonly TextEnds _texts;
    private readonly BareEnds _bares;
    private readonly PriorityQueue<ReadingState, long> _open = new();
    private readonly Dictionary<ulong, (ulong Data, int Cost, bool HasOther)> _here = [];
    private int[] _costs = new int[1024];
    private readonly List<ReadingState> _finals = [];
    private long _steps;
    private int _lowest = int.MaxValue;

    public LeastCostReader(string text, int start, int end, TypeShape? shape)
    {
        _text = text;
        _start = start;
        _end = end;
        _root = _views.Of(shape);
        _ahead = new Lookahead(text, end);
        _declared = ShapeViews.NamesOf(shape);
        _texts = new TextEnds(text, end, _ahead, _declared);
        _bares = new BareEnds(text, end, _ahead);
    }

    /// <summary>Steps of the search and characters gone over.</summary>
    public long Work => _steps + ((_texts.Work + _bares.Work) / 16);

    /// <summary>Whether a reading was given up because values nest deeper than <see cref="AnswerParser.MaxDepth"/>.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>Whether the search was given up because it came to its bound.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>The cheapest readings with different data, the best first; none where the text holds no value.</summary>
    public IReadOnlyList<ReadingState> Read()
    {
        var root = Frame.Root(_root);
        Add(new ReadingState(_start, root, 0, null, 0, false));
        BeginBareMembers(root);
        var budget = FreeSteps + ((long)StepsPerCharacter * (_end - _start));
        var place = -1;
        var expanded = 0;
        var floor = 0;
        while (_open.TryDequeue(out var state, out _))
        {
            if (!IsIdle(state))
            {
                while (_costs[floor] == 0)
                    floor++;
                _costs[state.Cost]--;
                if (state.Cost > floor + ReadingCosts.Reach)
                    continue;
            }

            if (state.Position != place)
            {
                place = state.Position;
                expanded = 0;
                _here.Clear();
            }

            if (!IsNew(state) || (!IsIdle(state) && ++expanded > WidthAt(place)))
                continue;
            if (Work > budget)
            {
                GaveUp = true;
                return [];
            }

            _steps++;
            Expand(state);
            floor = Math.Min(floor, _lowest);
            _lowest = int.MaxValue;
        }

        return _finals;
    }

    /// <summary>
    /// Readings that may go on from a place: the fewer, the further the work is ahead of the text, so that a long text is read to its end with the
    /// cheapest reading alone rather than given up.
    /// </summary>
    private int WidthAt(int place)
    {
        var ahead = Work - ((long)StepsPerCharacter * (place - _start) / 2);
        return ahead > FreeSteps * 3 / 4 ? 1 : ahead > FreeSteps / 2 ? NarrowWidth : Width;
    }

    /// <summary>
    /// A reading that has found nothing yet and takes all of the text for prose. It stays cheap however much it loses, so it is no measure for readings
    /// that pay a little for each of a hundred items, such as single quotes.
    /// </summary>
    private static bool IsIdle(ReadingState state) => state.Top is { Parent: null, Count: 0 };

    /// <summary>Whether no cheaper reading with the same containers came here; one with other data is let through, to be compared at the end.</summary>
    private bool IsNew(ReadingState state)
    {
        var key = Frame.Mix(state.Top.Hash, state.IsCut ? 2UL : 1UL);
        if (!_here.TryGetValue(key, out var known))
        {
            _here[key] = (state.Data, state.Cost, false);
            return true;
        }

        if (known.HasOther || known.Data == state.Data || state.Cost > known.Cost + 6)
            return false;
        _here[key] = known with { HasOther = true };
        return true;
    }

    private void Add(ReadingState state)
    {
        if (state.Top.Depth > AnswerParser.MaxDepth)
        {
            TooDeep = true;
            return;
        }

        if (!IsIdle(state))
        {
            if (state.Cost >= _costs.Length)
                Array.Resize(ref _costs, Math.Max(state.Cost + 1, 2 * _costs.Length));
            _costs[state.Cost]++;
            _lowest = Math.Min(_lowest, state.Cost);
        }

        _open.Enqueue(state, ((long)state.Position << 32) | (uint)state.Cost);
    }

    /// <summary>Goes on from a reading by every step that may come next.</summary>
    private void Expand(ReadingState state)
    {
        if (state.Top.IsRoot)
        {
            AtRoot(state);
            return;
        }

        var at = SkipTrivia(state.Position, ref state);
        if (_ahead.IsEndMark(at))
            AtEnd(state, at);
        else
            Within(state, at);
    }

    private void Within(ReadingState state, int at)
    {
        if (state.Top.Phase is Phase.After or Phase.Next or Phase.First && _text[at] is not ('"' or '{' or '}' or ']' or ',') && FollowsBlankLine(at) && _ahead.NameAt(at) is null)
            AtEnd(state, at);
        if (state.Top.IsArray)
            InArray(state, at);
        else
            InObject(state, at);
    }

    /// <summary>Moves over white space and comments.</summary>
    private int SkipTrivia(int at, ref ReadingState state)
    {
        while (at < _end)
        {
            if (LooseSyntax.IsSpace(_text[at]))
            {
                if (!LooseSyntax.IsJsonSpace(_text[at]) && _text[at] != '\uFEFF')
                    state = state with { Last = Repair(state.Last, "white-space", at, "White space that JSON does not have was skipped.") };
                at++;
            }
            else if (_ahead.IsComment(at))
            {
                var close = _text[at] == '/' && _text[at + 1] == '*' ? "*/" : "\n";
                var found = _text.IndexOf(close, at, _end - at, StringComparison.Ordinal);
                _steps += ((found < 0 ? _end : found) - at) / 16;
                state = state with { Cost = state.Cost + ReadingCosts.Comment, Last = Repair(state.Last, "comment", at, "A comment was skipped.") };
                at = found < 0 ? _end : found + close.Length;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>The text, or the fence around it, ends within open containers.</summary>
    private void AtEnd(ReadingState state, int at)
    {
        var top = state.Top;
        var isBare = top.Opener == '\0' && top.Parent!.IsRoot;
        if (isBare && top.Phase is Phase.After or Phase.Next)
        {
            Add(new ReadingState(at, top.Parent!.Advanced(), state.Cost, new Step(state.Last, StepKind.Close, at, at), Frame.Mix(state.Data, 3), state.IsCut));
            return;
        }

        var isWhole = top.Phase == Phase.After && !EndsInNumber(at);
        Cut(state, at, at, (at < _end ? ReadingCosts.CutWithin : ReadingCosts.Cut) + (top.Phase == Phase.After ? 0 : 1), isWhole);
    }

    /// <summary>A number at the very end of the text may go on.</summary>
    private bool EndsInNumber(int at) => at == _end && at > 0 && (char.IsAsciiDigit(_text[at - 1]) || _text[at - 1] is '.' or 'e' or 'E');

    /// <summary>Ends every open container here.</summary>
    private void Cut(ReadingState state, int at, int next, int cost, bool isWhole)
    {
        var last = new Step(state.Last, isWhole ? StepKind.CutBehindValue : StepKind.CutWithinValue, at, at);
        var top = state.Top;
        var data = state.Data;
        for (; !top.IsRoot; top = top.Parent!)
        {
            last = new Step(last, StepKind.Close, at, at);
            cost += ReadingCosts.CutCloser;
        }

        Add(new ReadingState(next, top.Advanced(), state.Cost + cost, last, Frame.Mix(data, (ulong)at), IsCut: true));
    }

    private static Step Repair(Step? last, string kind, int offset, string message) => new(last, StepKind.Repair, offset, offset, kind, message);

    /// <summary>The column of a place that begins its line; -1 where something stands before it.</summary>
    private int ColumnOf(int at)
    {
        var column = 0;
        while (column < 200 && at - column - 1 >= 0 && _text[at - column - 1] is ' ' or '\t')
            column++;
        return at - column - 1 >= 0 && _text[at - column - 1] == '\n' ? column : -1;
    }

    /// <summary>Whether a blank line stands before a place: what follows may be prose behind a value that was cut.</summary>
    private bool FollowsBlankLine(int at)
    {
        var lines = 0;
        for (var before = at - 1; before >= _start && at - before < 200 && LooseSyntax.IsSpace(_text[before]); before--)
            lines += _text[before] == '\n' ? 1 : 0;
        return lines > 1 || (lines == 1 && string.CompareOrdinal(_text, at, "...", 0, 3) == 0);
    }

    /// <summary>The name at a place: one that a colon follows, or a declared one in quotes whose colon is missing.</summary>
    private string? NameAt(int at)
    {
        if (_ahead.NameAt(at) is { } name)
            return name.Name;
        if (at >= _end || LooseSyntax.ClosersOf(_text[at]) is not { Length: > 0 } closers)
            return null;
        var close = _text.AsSpan(at + 1, Math.Min(100, _end - at - 1)).IndexOfAny(closers);
        var next = close < 0 ? _end : _ahead.SkipSpace(at + close + 2);
        var text = close < 0 ? "" : _text.Substring(at + 1, close);
        return next < _end && _text[next] is not (',' or '}' or ']') && _declared.Contains(text) ? text : null;
    }

    private bool FollowsLineEnd(int at)
    {
        for (var before = at - 1; before >= _start && at - before < 200 && LooseSyntax.IsSpace(_text[before]); before--)
        {
            if (_text[before] == '\n')
                return true;
        }

        return false;
    }

    private int MissingComma(int at) => FollowsLineEnd(at) ? ReadingCosts.MissingCommaAtLineEnd : ReadingCosts.MissingComma;
}
