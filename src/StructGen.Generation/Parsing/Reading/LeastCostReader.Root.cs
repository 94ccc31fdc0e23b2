using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Outside of any value: prose, fences, tags, and where values begin.</summary>
internal sealed partial class LeastCostReader
{
    private const string Marks = "{[}]\"(";

    private void AtRoot(ReadingState state)
    {
        var jump = _text.AsSpan(state.Position, _end - state.Position).IndexOfAny(Marks);
        _steps += (jump < 0 ? _end - state.Position : jump) / 16;
        if (jump < 0)
        {
            if (state.Top.Count > 0)
                AddFinal(state);
            return;
        }

        var at = state.Position + jump;
        if (jump > 0)
        {
            Add(state with { Position = at });
            return;
        }

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
                Skip(state, at, _ahead.NameAt(at) is not null ? ReadingCosts.ProseMember : 0);
                break;
            default:
                Skip(state, at, ReadingCosts.ProseCloser);
                break;
        }
    }

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

    /// <summary><c>name: "Anna", age: 3</c> without braces.</summary>
    private void BeginBareMembers(Frame root)
    {
        var at = _ahead.SkipSpace(_start);
        if (_ahead.NameAt(at) is not { } name || (!_root.Admits(ShapeTypes.Object) && !_root.IsAny))
            return;
        if (_root.HasNames && !_root.Declares(name.Name) && _root.Similar(name.Name) is null)
            return;
        if (!_root.HasNames && !_root.IsAny && _root.MemberAt(name.Name) is null)
            return;
        var last = Repair(null, "missing-braces", at, "Members without braces were taken as an object.");
        Add(new ReadingState(at, root.Open(false, '\0', _root), ReadingCosts.MissingBraces, new Step(last, StepKind.OpenObject, at, at), 1, false));
    }
}
