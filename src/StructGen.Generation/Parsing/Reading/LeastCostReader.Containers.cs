using System.Buffers;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Within objects and lists.</summary>
internal sealed partial class LeastCostReader
{
    private const int MaxPops = 8;

    private static readonly SearchValues<char> Structure = SearchValues.Create(",}]{[\"\n:");

    private void InObject(ReadingState state, int at)
    {
        var unit = _text[at];
        switch (state.Top.Phase)
        {
            case Phase.Colon:
                AfterName(state, at, unit);
                break;
            case Phase.Value when unit is ',' or '}' or ']':
                var gap = Repair(state.Last, "missing-value", at, "A member has no value: null was supplied.");
                Add(state with
                {
                    Position = at,
                    Top = state.Top.Advanced(),
                    Cost = state.Cost + ReadingCosts.MissingValue,
                    Last = new Step(gap, StepKind.Null, at, at),
                    Data = Frame.Mix(state.Data, 5),
                });
                break;
            case Phase.Value:
                ReadValue(state, at, state.Top.ValueView ?? _views.Any, 0, state.Last);
                break;
            default:
                BeforeName(state, at, unit);
                break;
        }
    }

    private void AfterName(ReadingState state, int at, char unit)
    {
        var value = state.Top.With(Phase.Value);
        if (LooseSyntax.IsColon(unit))
        {
            var isPlain = unit == ':';
            Add(state with
            {
                Position = at + 1,
                Top = value,
                Cost = state.Cost + (isPlain ? 0 : 1),
                Last = isPlain ? state.Last : Repair(state.Last, "fullwidth", at, "A mark of full width was taken as JSON's own."),
            });
        }
        else if (unit == '=')
        {
            var width = at + 1 < _end && _text[at + 1] == '>' ? 2 : 1;
            Add(state with
            {
                Position = at + width,
                Top = value,
                Cost = state.Cost + ReadingCosts.OddColon,
                Last = Repair(state.Last, "missing-colon", at, "A = was taken as a colon."),
            });
        }
        else
        {
            Add(state with { Position = at, Top = value, Cost = state.Cost + ReadingCosts.MissingColon, Last = Repair(state.Last, "missing-colon", at, "A missing colon was supplied.") });
        }
    }

    private void BeforeName(ReadingState state, int at, char unit)
    {
        var top = state.Top;
        switch (unit)
        {
            case '}':
                Close(state, at, MissingMembers(top));
                return;
            case ']' or ')':
                WrongCloser(state, at);
                return;
            case ',' or ';' or '\uFF0C' or '\uFF1B' or '\u3001':
                Comma(state, at);
                return;
            case '{' when top.Phase != Phase.First || !top.Parent!.IsRoot:
                if (top is { Opener: not '\0', Phase: not Phase.First })
                    PopForItem(state, at);
                DropMark(state, at);
                return;
            case '{' or '[' or ':' or '=':
                if (unit == '{')
                    Add(state with { Position = at + 1, Cost = state.Cost + 5, Last = Repair(state.Last, "stray", at, "A second opening brace was skipped.") });
                DropMark(state, at);
                return;
        }

        var comma = top.Phase == Phase.After ? MissingComma(at) : 0;
        var last = comma > 0 ? Repair(state.Last, "missing-comma", at, "A missing comma was supplied.") : state.Last;
        var isQuoted = LooseSyntax.ClosersOf(unit).Length > 0;
        if (isQuoted)
            ReadName(state, at, comma, last);
        else
            ReadBareName(state, at, comma, last);
        if (_ahead.NameAt(at) is { } name)
            PopForName(state, at, name.Name);
        else if (top.Phase == Phase.After)
            Leftover(state, at);
        else if (!isQuoted)
            DropText(state, at);
    }

    private void ReadName(ReadingState state, int at, int cost, Step? last)
    {
        if (LooseSyntax.RepairOf(_text[at]) is { } odd)
        {
            last = new Step(last, StepKind.Repair, at, at, odd, "A name in other quotes was taken as one in double quotes.");
            cost += ReadingCosts.OddQuotes;
        }

        foreach (var found in _texts.At(at, TextRole.Name).ToArray())
        {
            if (found.IsCut)
            {
                Cut(state with { Last = last, Cost = state.Cost + cost }, at, found.Next, found.Cost + 1, isWhole: false);
                continue;
            }

            var step = found.Repair is { } kind ? new Step(last, StepKind.Repair, found.To, found.To, kind, MessageOf(kind)) : last;
            var name = TextDecoder.Decode(_text, found.From, found.To, _text[at], isCut: false, null);
            AddName(state, at, found.Next, name, cost + found.Cost + (_ahead.Follows(found.Next, TextRole.Name) > 0 ? 0 : 3), step);
        }
    }

    /// <summary>A name without quotes, or with the closing one only.</summary>
    private void ReadBareName(ReadingState state, int at, int cost, Step? last)
    {
        var limit = Math.Min(_end, at + 120);
        var to = at;
        while (to < limit && _text[to] is not (':' or '\uFF1A' or '=' or ',' or '}' or ']' or '{' or '[' or '\n' or '"' or '\''))
            to++;
        if (to == _end)
        {
            Cut(state with { Last = last, Cost = state.Cost + cost }, at, _end, ReadingCosts.Cut + 1, isWhole: false);
            return;
        }

        if (to == limit || to == at)
            return;
        var name = _text[at..to].TrimEnd();
        if (name.Length == 0)
            return;
        var isHalfQuoted = _text[to] is '"' or '\'' && _ahead.Follows(to + 1, TextRole.Name) > 0;
        if (_text[to] is '"' or '\'' && !isHalfQuoted)
        {
            // A name, then a value in quotes, the colon missing.
            if (!state.Top.View.Declares(name))
                return;
        }
        else if (!isHalfQuoted && _text[to] is not (':' or '\uFF1A' or '='))
        {
            return;
        }

        var price = (isHalfQuoted ? ReadingCosts.MissingQuote - 2 : ReadingCosts.UnquotedName) + (name.Contains(' ') && !state.Top.View.Declares(name) ? 4 : 0);
        var step = isHalfQuoted ? Repair(last, "missing-quote", at, MessageOf("missing-quote")) : Repair(last, "unquoted-key", at, "A name without quotes was taken as one in quotes.");
        AddName(state, at, isHalfQuoted ? to + 1 : to, LoneSurrogates.Replace(name), cost + price, step);
    }

    private void AddName(ReadingState state, int at, int next, string name, int cost, Step? last)
    {
        var top = state.Top;
        var column = ColumnOf(at);
        var value = top.View.MemberAt(name) ?? (top.View.Similar(name) is { } similar ? top.View.MemberAt(similar) : null) ?? (top is { Depth: 1, Phase: Phase.First } && top.View.HasNames && WrapsValue(next) ? _root : _views.Any);
        Add(state with
        {
            Position = next,
            Top = top.Named(name, value, column),
            Cost = state.Cost + cost + NameCost(top, name) + (top.Indent >= 0 && column >= 0 && column != top.Indent && !top.View.Declares(name) ? 2 : 0),
            Last = new Step(last, StepKind.Name, at, next, name),
            Data = Frame.Mix(state.Data, (ulong)string.GetHashCode(name, StringComparison.Ordinal)),
        });
    }

    /// <summary>Whether the value of a name is an object or list, which may be the whole answer in a wrapper.</summary>
    private bool WrapsValue(int next)
    {
        var colon = _ahead.SkipSpace(next);
        var at = colon < _end ? _ahead.SkipSpace(colon + 1) : _end;
        return at < _end && _text[at] is '{' or '[';
    }

    private static int NameCost(Frame top, string name)
    {
        var view = top.View;
        if (view.Declares(name))
            return top.HasSeen(name) ? ReadingCosts.RepeatedName : 0;
        if (view.HasNames && view.Similar(name) is { } similar)
            return top.HasSeen(similar) ? ReadingCosts.RepeatedName : ReadingCosts.OddlySpelledName;
        var repeated = top.HasSeen(name) ? 3 : 0;
        if (view.IsAny && !view.HasNames)
            return repeated;
        return repeated + (view.MemberAt(name) is not null || top.Undeclared > 1 ? 1 : view.Closed ? ReadingCosts.UndeclaredNameOfClosed : ReadingCosts.UndeclaredName);
    }

    private void InArray(ReadingState state, int at)
    {
        var top = state.Top;
        var unit = _text[at];
        switch (unit)
        {
            case ']':
                if (top.Opener is '(' or '{')
                    WrongCloser(state, at);
                else
                    Close(state, at, 0);
                return;
            case '}' or ')':
                if ((unit == '}' && top.Opener == '{') || (unit == ')' && top.Opener == '('))
                    Close(state, at, 0);
                else
                    WrongCloser(state, at);
                return;
            case ',' or ';' or '\uFF0C' or '\uFF1B' or '\u3001':
                Comma(state, at);
                return;
            case ':' or '=':
                DropMark(state, at);
                return;
        }

        var comma = top.Phase == Phase.After ? MissingComma(at) : 0;
        var last = comma > 0 ? Repair(state.Last, "missing-comma", at, "A missing comma was supplied.") : state.Last;
        var items = top.Opener == '<' || (top.Opener == '{' && !top.View.IsAny) ? top.View : top.View.ItemAt(top.Count);
        if (_ahead.NameAt(at) is { } name)
        {
            PopForName(state, at, name.Name);
            if (items.Declares(name.Name))
            {
                var opened = new Step(Repair(last, "missing-opener", at, "A missing opening brace was supplied."), StepKind.OpenObject, at, at);
                Add(state with { Position = at, Top = top.Open(false, '{', items), Cost = state.Cost + comma + ReadingCosts.MissingOpener, Last = opened, Data = Frame.Mix(state.Data, 1) });
            }
        }

        if (unit is '[' or '{' && top.Phase != Phase.First && !items.Admits(unit == '[' ? ShapeTypes.Array : ShapeTypes.Object) && top.Parent is { IsArray: true })
            Pop(state, at, 1);
        if (top.Phase == Phase.After && LooseSyntax.ClosersOf(unit).Length == 0 && unit is not ('{' or '[') && !_ahead.BeginsItem(at))
            Leftover(state, at);
        ReadValue(state, at, items, comma, last);
    }

    private void Comma(ReadingState state, int at)
    {
        var isStray = state.Top.Phase != Phase.After || _text[at] is not (',' or '\uFF0C');
        var last = isStray ? Repair(state.Last, "stray", at, "A stray mark was skipped.") : state.Last;
        Add(state with { Position = at + 1, Top = state.Top.With(Phase.Next), Cost = state.Cost + (isStray ? ReadingCosts.StrayComma : 0), Last = last });
    }

    private void DropMark(ReadingState state, int at)
        => Add(state with { Position = at + 1, Cost = state.Cost + ReadingCosts.DroppedMark, Last = Repair(state.Last, "stray", at, "A mark that belongs nowhere was skipped.") });

    /// <summary>Text behind a value that is neither a comma nor a closer: dropped, or prose behind a value that was cut.</summary>
    private void Leftover(ReadingState state, int at)
    {
        if (LooseSyntax.ClosersOf(_text[at]).Length > 0)
        {
            var belongs = _ahead.Follows(at + 1, state.Top.IsArray ? TextRole.Item : TextRole.Member) == 2;
            Add(state with { Position = at + 1, Cost = state.Cost + (belongs ? 4 : ReadingCosts.DroppedMark), Last = Repair(state.Last, "stray", at, "A quote that belongs nowhere was skipped.") });
            return;
        }

        DropText(state, at);
        if (FollowsLineEnd(at))
            Cut(state, at, at, ReadingCosts.CutWithin, isWhole: true);
    }

    private void DropText(ReadingState state, int at)
    {
        var jump = _text.AsSpan(at + 1, _end - at - 1).IndexOfAny(Structure);
        _steps += Math.Max(0, jump) / 16;
        var to = jump < 0 ? _end : at + 1 + jump;
        Add(state with { Position = to, Cost = state.Cost + ReadingCosts.DroppedText, Last = Repair(state.Last, "stray", at, "Characters that belong nowhere were skipped.") });
    }
}
