using System.Text.Json;
using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Values: texts, bare words, and where containers open.</summary>
internal sealed partial class LeastCostReader
{
    private const int MaxJudged = 200;

    /// <summary>Reads a value at a place; a container that waits for one is on top.</summary>
    private void ReadValue(ReadingState state, int at, ShapeView view, int cost, Step? last)
    {
        var unit = _text[at];
        var role = state.Top.IsArray ? TextRole.Item : TextRole.Member;
        if (unit is '{' or '[')
        {
            OpenValue(state, at, view, cost, last);
            return;
        }

        if (unit == '(' && (view.IsAny || view.Admits(ShapeTypes.Array)))
            OpenValue(state, at, view, cost + ReadingCosts.Tuple, last);
        if (LooseSyntax.ClosersOf(unit).Length > 0)
            ReadQuoted(state, at, view, cost, last, role);
        else
            ReadBare(state, at, view, cost, last, role);
    }

    private void ReadQuoted(ReadingState state, int at, ShapeView view, int cost, Step? last, TextRole role)
    {
        if (LooseSyntax.RepairOf(_text[at]) is { } odd)
        {
            last = new Step(last, StepKind.Repair, at, at, odd, "A text in other quotes was taken as one in double quotes.");
            cost += ReadingCosts.OddQuotes;
        }

        foreach (var found in _texts.At(at, role).ToArray())
        {
            var price = cost + found.Cost + (found.IsCut ? 0 : FitText(view, found.From, found.To));
            if (found.Before is { } name)
                price += IsDeclaredAbove(state.Top, name.Name) ? -2 : state.Top.View.HasNames || _root.HasNames ? 3 : 0;
            var step = found.Repair is { } kind ? new Step(last, StepKind.Repair, Math.Min(found.To, _end), found.To, kind, MessageOf(kind)) : last;
            step = new Step(step, StepKind.Quoted, found.From, found.To, found.IsCut ? "cut" : found.Repair == "concatenated" ? "joined" : null) { Quote = _text[at] };
            var data = Frame.Mix(state.Data, ((ulong)found.From << 32) | (uint)found.To);
            var next = state with { Position = found.Next, Top = state.Top.Advanced(), Cost = state.Cost + price, Last = step, Data = data };
            if (found.IsCut)
                Cut(next with { Cost = state.Cost + cost }, found.To, found.Next, found.Cost, isWhole: false);
            else
                Add(next);
        }
    }

    private void ReadBare(ReadingState state, int at, ShapeView view, int cost, Step? last, TextRole role)
    {
        foreach (var found in _bares.At(at, role).ToArray())
        {
            var raw = _text.AsSpan(found.From, found.To - found.From);
            if (found.IsCut && BareWords.IsHead(raw))
            {
                Cut(state with { Cost = state.Cost + cost, Last = last }, found.From, found.Next, found.Cost, isWhole: false);
                continue;
            }

            var isQuoted = found.Repair == "missing-quote";
            var step = last;
            if (raw is "..." or "\u2026")
            {
                step = Repair(step, "ellipsis", at, "An ellipsis was dropped.");
                Add(state with { Position = found.Next, Top = state.Top.Advanced(), Cost = state.Cost + cost + 1, Last = step });
                continue;
            }

            if (isQuoted)
                step = Repair(step, "missing-quote", at, MessageOf("missing-quote"));
            var asText = isQuoted && (view.Admits(ShapeTypes.String) || !BareWords.IsValue(raw));
            step = new Step(step, asText ? StepKind.Quoted : StepKind.Bare, found.From, found.To, asText && found.IsCut ? "cut" : null) { Quote = '"' };
            var data = Frame.Mix(state.Data, ((ulong)found.From << 32) | (uint)found.To);
            var price = cost + found.Cost + FitBare(view, found.From, found.To, asText);
            var next = state with { Position = found.Next, Top = state.Top.Advanced(), Cost = state.Cost + price, Last = step, Data = data };
            if (!found.IsCut)
                Add(next);
            else if (state.Top is { Opener: '\0', Parent.IsRoot: true })
                Add(next with { Cost = next.Cost - ReadingCosts.Cut });
            else
                Cut(next with { Cost = next.Cost - found.Cost }, found.To, found.Next, found.Cost, isWhole: BareWords.KindOf(raw) is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null);
        }
    }

    /// <summary>Opens an object, list, tuple or set.</summary>
    private void OpenValue(ReadingState state, int at, ShapeView view, int cost, Step? last)
    {
        if (_text[at] == '{')
        {
            var (inner, price) = view.IsAny || view.Admits(ShapeTypes.Object) ? (view, 0)
                : view.Admits(ShapeTypes.Array) ? (view.ItemAt(0), view.ItemAt(0).Admits(ShapeTypes.Object) ? 3 : ReadingCosts.WrongStructure)
                : (_views.Any, ReadingCosts.WrongStructure);
            Open(state, at, isArray: false, inner, cost + price, last);
            if ((view.IsAny || (view.Admits(ShapeTypes.Array) && !view.ItemAt(0).Admits(ShapeTypes.Object))) && BeginsSet(at + 1))
                Open(state, at, isArray: true, view.IsAny ? view : view.ItemAt(0), cost + (view.IsAny ? 5 : 3), Repair(last, "set", at, "A set was taken as a list."));
            return;
        }

        var isTuple = _text[at] == '(';
        if (isTuple)
            last = Repair(last, "tuple", at, "A tuple was taken as a list.");
        if (view.IsAny || view.Admits(ShapeTypes.Array))
            Open(state, at, isArray: true, view, cost, last);
        else
            Open(state, at, isArray: true, view, cost + 3, last, isItem: true);
    }

    private void Open(ReadingState state, int at, bool isArray, ShapeView view, int cost, Step? last, bool isItem = false)
    {
        // A list where one value is wanted: its items are held to what the value should be.
        var frame = state.Top.Open(isArray, isItem ? '<' : _text[at], view);
        var step = new Step(last, isArray ? StepKind.OpenArray : StepKind.OpenObject, at, at + 1);
        Add(state with { Position = at + 1, Top = frame, Cost = state.Cost + cost, Last = step, Data = Frame.Mix(state.Data, isArray ? 2UL : 1UL) });
    }

    private bool BeginsSet(int index)
    {
        var at = _ahead.SkipSpace(index);
        if (at >= _end || _ahead.NameAt(at) is not null)
            return false;
        if (LooseSyntax.ClosersOf(_text[at]) is not { Length: > 0 } closers)
            return char.IsAsciiDigit(_text[at]) || _text[at] == '-';
        var close = _text.AsSpan(at + 1, Math.Min(MaxJudged, _end - at - 1)).IndexOfAny(closers);
        var next = close < 0 ? _end : _ahead.SkipSpace(at + close + 2);
        return next >= _end || _text[next] is ',' or '}';
    }

    private int FitText(ShapeView view, int from, int to)
    {
        if (view.IsAny)
            return 0;
        var raw = _text.AsSpan(from, Math.Min(to - from, MaxJudged)).Trim();
        if (view.Admits(ShapeTypes.String))
            return to - from <= MaxJudged && view.ExcludesLiteral(raw.ToString()) ? 2 : 0;
        if (view.Admits(ShapeTypes.Integer) && NumberForms.Read(raw.ToString()) is not null)
            return ReadingCosts.WrongScalar;
        if (view.Admits(ShapeTypes.Boolean) && raw.Length <= 5)
            return raw.ToString().ToLowerInvariant() is "true" or "false" or "yes" or "no" ? ReadingCosts.WrongScalar : ReadingCosts.WrongType;
        if (view.Admits(ShapeTypes.Array | ShapeTypes.Object) && raw.Length > 0 && raw[0] is '{' or '[')
            return ReadingCosts.WrongScalar + 1;
        return view.Admits(ShapeTypes.Array) && view.ItemAt(0).Admits(ShapeTypes.String) ? 3 : ReadingCosts.WrongType;
    }

    private int FitBare(ShapeView view, int from, int to, bool isText)
    {
        var raw = _text.AsSpan(from, to - from);
        if (isText)
            return FitText(view, from, to) + ReadingCosts.UnquotedText;
        var kind = BareWords.KindOf(raw);
        var odd = kind == JsonValueKind.String ? ReadingCosts.UnquotedText : BareWords.IsJson(raw) ? 0 : 1;
        if (view.IsAny)
            return odd;
        return odd + kind switch
        {
            JsonValueKind.Number => view.Admits(ShapeTypes.Number) ? 0
                : view.Admits(ShapeTypes.Integer) ? (raw.Contains('.') ? 1 : 0)
                : view.Admits(ShapeTypes.String) ? ReadingCosts.WrongScalar + (view.ExcludesLiteral(raw.ToString()) ? 2 : 0)
                : ReadingCosts.WrongType,
            JsonValueKind.Null => view.Admits(ShapeTypes.Null) ? 0 : 2,
            JsonValueKind.True or JsonValueKind.False => view.Admits(ShapeTypes.Boolean) ? 0 : view.Admits(ShapeTypes.String) ? 2 : ReadingCosts.WrongType,
            _ => FitText(view, from, to),
        };
    }

    private static bool IsDeclaredAbove(Frame top, string name)
    {
        for (var frame = top; frame is not null; frame = frame.Parent)
        {
            if (frame.View.Declares(name))
                return true;
        }

        return false;
    }

    private static string MessageOf(string kind) => kind switch
    {
        "missing-quote" => "A missing quote was supplied.",
        "inner-quotes" => "Quotes within a text were taken as part of it.",
        "concatenated" => "Texts put together with + were taken as one.",
        "doubled-quotes" => "A text in doubled quotes was taken as one in single ones.",
        "triple-quotes" => "A text in triple quotes was taken as one in double quotes.",
        "smart-quotes" => "A curly quote was taken as a straight one.",
        _ => "A backslash before the closing quote was kept as text.",
    };
}
