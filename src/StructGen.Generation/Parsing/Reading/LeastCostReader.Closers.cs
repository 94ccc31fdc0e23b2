using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Closers that are there, wrong, too early or missing.</summary>
internal sealed partial class LeastCostReader
{
    private void Close(ReadingState state, int at, int cost)
    {
        var top = state.Top;
        var last = state.Last;
        if (top.Phase == Phase.Next)
        {
            cost += ReadingCosts.TrailingComma;
            last = Repair(last, "trailing-comma", at, "A comma before a closing bracket was dropped.");
        }

        Closed(state, at, at + 1, cost, last);
        if (IsEarly(top, at))
        {
            Add(state with
            {
                Position = at + 1,
                Top = top.With(Phase.After),
                Cost = state.Cost + ReadingCosts.DroppedCloser,
                Last = Repair(state.Last, "early-closer", at, "A closing bracket before further members or items was dropped."),
            });
        }
    }

    /// <summary>The price of required members that are not there; an object with none of the declared members is simply another one.</summary>
    private static int MissingMembers(Frame top)
        => ReadingCosts.MissingMember * Math.Min(top.Seen == 0 && top.Others != 0 ? 1 : 3, top.View.MissingMembers(top.Seen));

    private void Closed(ReadingState state, int at, int next, int cost, Step? last)
        => Add(state with
        {
            Position = next,
            Top = state.Top.Parent!.Advanced(),
            Cost = state.Cost + cost,
            Last = new Step(last, StepKind.Close, at, next),
            Data = Frame.Mix(state.Data, 3),
        });

    /// <summary>Whether more of this container seems to follow its closer, and nothing that its parent could take.</summary>
    private bool IsEarly(Frame top, int at)
    {
        var comma = _ahead.SkipSpace(at + 1);
        if (comma >= _end || !LooseSyntax.IsComma(_text[comma]))
            return false;
        var next = _ahead.SkipSpace(comma + 1);
        var parent = top.Parent!;
        if (!top.IsArray)
        {
            if (NameAt(next) is not { } name)
                return false;
            if (parent.View.HasNames && !parent.View.Declares(name) && (top.View.Declares(name) ? !top.HasSeen(name) : top.View.MemberAt(name) is not null || !top.View.HasNames))
                return true;
            return parent.IsRoot || parent.IsArray
                || (top.View.Declares(name) && !top.HasSeen(name));
        }

        if (!_ahead.BeginsItem(next))
            return false;
        return !parent.IsArray || (_text[next] != '[' && !parent.View.IsAny && !parent.View.ItemAt(0).Admits(ShapeTypes.Any & ~ShapeTypes.Array));
    }

    /// <summary>A closer of another kind than the container on top: written for the right one, of a container further out, or stray.</summary>
    private void WrongCloser(ReadingState state, int at)
    {
        var top = state.Top;
        var missing = top.IsArray ? 0 : MissingMembers(top);
        Closed(state, at, at + 1, ReadingCosts.WrongCloser + missing, Repair(state.Last, "wrong-closer", at, "A closing bracket of the wrong kind was taken as the right one."));
        Add(state with
        {
            Position = at + 1,
            Cost = state.Cost + ReadingCosts.DroppedCloser,
            Last = Repair(state.Last, "stray", at, "A closing bracket that closes nothing was dropped."),
        });
        var unit = _text[at];
        for (var outer = top.Parent!; !outer.IsRoot; outer = outer.Parent!)
        {
            if (Matches(outer, unit))
            {
                Pop(state, at, top.Depth - outer.Depth);
                return;
            }
        }
    }

    private static bool Matches(Frame frame, char closer) => closer switch
    {
        ']' => frame.IsArray && frame.Opener is '[' or '<',
        '}' => !frame.IsArray || frame.Opener == '{',
        _ => frame.Opener == '(',
    };

    /// <summary>Supplies the closers of the containers on top.</summary>
    private void Pop(ReadingState state, int at, int count, int discount = 0)
    {
        var top = state.Top;
        var last = state.Last;
        var cost = 0;
        var data = state.Data;
        var hadComma = top.Phase == Phase.Next;
        for (var done = 0; done < count; done++)
        {
            if (top.Phase is Phase.Value or Phase.Colon)
                return;
            cost += ReadingCosts.MissingCloser - (done > 0 ? 1 : 0);
            if (!top.IsArray)
                cost += MissingMembers(top);
            last = new Step(Repair(last, "missing-closer", at, "A missing closing bracket was supplied."), StepKind.Close, at, at);
            data = Frame.Mix(data, 3);
            top = top.Parent!.Advanced();
        }

        if (hadComma)
            top = top.With(Phase.Next);
        Add(state with { Position = at, Top = top, Cost = state.Cost + Math.Max(2, cost - discount), Last = last, Data = data });
    }

    /// <summary>A name follows that a container further out declares, or that the list on top cannot hold: the closers between are missing.</summary>
    private void PopForName(ReadingState state, int at, string name)
    {
        var top = state.Top;
        var column = ColumnOf(at);
        var belongs = !top.IsArray && (top.View.Declares(name) ? !top.HasSeen(name) : !top.View.HasNames && top.View.IsAny);
        var outdented = column >= 0 && top.Indent >= 0 && column < top.Indent;
        if (belongs && !outdented && !top.View.Declares(name))
            return;
        var count = 1;
        for (var outer = top.Parent!; !outer.IsRoot && count <= MaxPops; outer = outer.Parent!, count++)
        {
            if (outer.IsArray)
                continue;
            var takes = outer.View.HasNames ? outer.View.Declares(name) && !outer.HasSeen(name) : top.IsArray || outdented;
            var aligned = !outer.View.HasNames && column >= 0 && outer.Indent == column;
            if (!takes && !(aligned && outdented))
                continue;
            Pop(state, at, count, aligned && (top.IsArray || outdented) ? 3 : 0);
            return;
        }
    }

    /// <summary>An object begins where a name should stand: the object on top was not closed, and its list goes on.</summary>
    private void PopForItem(ReadingState state, int at)
    {
        if (state.Top.Parent is { IsArray: true })
            Pop(state, at, 1);
    }
}
