using System.Buffers;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Outside of any value: prose, fences, tags, and where values begin.</summary>
internal sealed partial class LeastCostReader
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("{[}]\"(");

    private void AtRoot(ReadingState state)
    {
        var jump = _text.AsSpan(state.Position, _end - state.Position).IndexOfAny(Marks);
        _steps += (jump < 0 ? _end - state.Position : jump) / 16;
        if (jump < 0)
        {
            if (state.Top.Count > 0)
                AddFinal(GoesOn(state) ? state with { Cost = state.Cost + ReadingCosts.ProseMember } : state);
            return;
        }

        var at = state.Position + jump;
        if (jump > 0)
        {
            Add(state with { Position = at, Cost = state.Cost + (GoesOn(state) ? ReadingCosts.ProseMember : 0) });
            return;
        }

        if (AsideAt(state, at) is var aside and > 0)
            Add(state with { Position = aside, Cost = state.Cost + 1 });

        switch (_text[at])
        {
            case '{' or '[':
                OpenValue(state, at, _root, SecondValue(state, at), state.Last);
                Skip(state, at, BeginsValue(at) ? ReadingCosts.SkippedValue : ReadingCosts.ProseOpener);
                break;
            case '(':
                if (_root.Admits(ShapeTypes.Array) && !_root.IsAny)
                    OpenValue(state, at, _root, SecondValue(state, at) + ReadingCosts.Tuple, state.Last);
                Skip(state, at, 0);
                break;
            case '"':
                ReadJsonInQuotes(state, at);
                Skip(state, at, _ahead.NameAt(at) is not null || IsLeftQuote(state, at) ? ReadingCosts.ProseMember : 0);
                break;
            default:
                Skip(state, at, ReadingCosts.ProseCloser);
                break;
        }
    }

    /// <summary>Whether items or members follow a value that seems to be done.</summary>
    private bool GoesOn(ReadingState state)
    {
        if (state.Top.Count == 0 || _text[state.Position - 1] is not ('}' or ']'))
            return false;
        var comma = _ahead.SkipSpace(state.Position);
        var next = comma < _end && LooseSyntax.IsComma(_text[comma]) ? _ahead.SkipSpace(comma + 1) : _end;
        return next < _end && (_ahead.BeginsItem(next) || NameAt(next) is not null);
    }

    /// <summary>The end of brackets that hold words or a reference and no data: <c>[see above]</c>, <c>[1]</c>, <c>{}</c>; 0 where there are none.</summary>
    private int AsideAt(ReadingState state, int at)
    {
        if (_text[at] is not ('{' or '['))
            return 0;
        var limit = Math.Min(_end, at + 60);
        var to = at + 1;
        while (to < limit && (char.IsLetter(_text[to]) || _text[to] is ' ' or '_' or '.' or '\''))
            to++;
        if (to == at + 1 && _text[at] == '[')
        {
            while (to < Math.Min(limit, at + 4) && char.IsAsciiDigit(_text[to]))
                to++;
            if (to == at + 1 || !IsWithinProse(at))
                return 0;
        }
        else if (to == at + 1 && state.Top.Count == 0 && _ahead.SkipSpace(at + 2) >= _end)
        {
            return 0;
        }

        return to < limit && _text[to] == (_text[at] == '{' ? '}' : ']') && (_text[at] == '{' || to > at + 1) ? to + 1 : 0;
    }

    /// <summary>Whether words stand before a place on its line.</summary>
    private bool IsWithinProse(int at)
    {
        for (var before = at - 1; before >= _start && at - before < 200 && _text[before] != '\n'; before--)
        {
            if (char.IsLetter(_text[before]))
                return true;
        }

        return false;
    }

    /// <summary>A value that is written as a JSON string, such as one line of several: <c>"{\"city\": \"Oslo\"}"</c>.</summary>
    private void ReadJsonInQuotes(ReadingState state, int at)
    {
        if (at + 1 >= _end || _text[at + 1] is not ('{' or '['))
            return;
        foreach (var found in _texts.At(at, TextRole.Item).ToArray())
        {
            if (found.IsCut || found.Repair is not null || !_text.AsSpan(found.From, found.To - found.From).Contains("\\\"", StringComparison.Ordinal))
                continue;
            Add(state with
            {
                Position = found.Next,
                Top = state.Top.Advanced(),
                Cost = state.Cost + found.Cost + SecondValue(state, at) + 1,
                Last = new Step(state.Last, StepKind.Quoted, found.From, found.To) { Quote = '"' },
                Data = Frame.Mix(state.Data, (ulong)at),
            });
        }
    }

    /// <summary>Whether a quote right behind a value closes a text that the value's closer stood in, and no quotes stand around the value.</summary>
    private bool IsLeftQuote(ReadingState state, int at)
        => state.Top.Count > 0 && at > _start && _text[at - 1] is '}' or ']'
            && _text.AsSpan(_start).IndexOfAny('{', '[') is var opener && opener >= 0 && (opener == 0 || _text[_start + opener - 1] != '"');

    private void Skip(ReadingState state, int at, int cost) => Add(state with { Position = at + 1, Cost = state.Cost + cost });

    /// <summary>Whether an opener is followed by what JSON would have there.</summary>
    private bool BeginsValue(int at)
    {
        var next = _ahead.SkipSpace(at + 1);
        return next >= _end || (_text[at] == '{' ? _text[next] is '"' or '}' || _ahead.NameAt(next) is not null : _text[next] is ']' or '"' or '{' or '[' || char.IsAsciiDigit(_text[next]));
    }

    private int SecondValue(ReadingState state, int at)
    {
        if (state.Top.Count == 0)
            return 0;
        var before = at - 1;
        while (before > _start && at - before < 200 && LooseSyntax.IsSpace(_text[before]))
            before--;
        return before >= _start && _text[before] is ',' or ':' ? ReadingCosts.SecondValueAfterComma : ReadingCosts.SecondValue;
    }

    /// <summary>Keeps the cheapest readings of the whole text, those with the same data once.</summary>
    private void AddFinal(ReadingState state)
    {
        if (_finals.Count < MaxFinals && !_finals.Exists(known => known.Data == state.Data))
            _finals.Add(state);
    }

    /// <summary><c>name: "Anna", age: 3</c> without braces, at the begin or behind lines of prose.</summary>
    private void BeginBareMembers(Frame root)
    {
        if (!_root.Admits(ShapeTypes.Object) && !_root.IsAny)
            return;
        var opener = _text.AsSpan(_start, _end - _start).IndexOfAny('{', '[');
        var limit = opener < 0 ? _end : _start + opener;
        var line = _start;
        for (var lines = 0; lines < 40 && line <= limit; lines++)
        {
            var at = _ahead.SkipSpace(line);
            if (_ahead.NameAt(at) is { } name && IsRootName(name, isFirst: lines == 0))
            {
                var last = Repair(null, "missing-braces", at, "Members without braces were taken as an object.");
                Add(new ReadingState(at, root.Open(false, '\0', _root), ReadingCosts.MissingBraces, new Step(last, StepKind.OpenObject, at, at), 1, false));
                return;
            }

            var next = at < _end ? _text.IndexOf('\n', at) : -1;
            if (next < 0 || next >= limit)
                return;
            line = next + 1;
        }
    }

    private bool IsRootName(NameAhead name, bool isFirst)
        => _root.HasNames ? _root.Declares(name.Name) || (isFirst && _root.Similar(name.Name) is not null)
            : (isFirst || name.IsQuoted) && (_root.IsAny || _root.MemberAt(name.Name) is not null);
}
