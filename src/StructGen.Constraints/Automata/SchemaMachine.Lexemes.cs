using StructGen.Constraints.Algebra;

namespace StructGen.Constraints.Automata;

internal sealed partial class SchemaMachine
{
    /// <summary>String languages with fewer members than this are remembered item by item in masks too.</summary>
    private const int FewTexts = 1024;

    public ReadOnlySpan<LexemeThread> Lexemes(int state)
    {
        var at = _states[state];
        if (at.Lexemes is { } known) return known;
        var lexemes = new List<LexemeThread>();
        foreach (var id in _threads.Set(at.Set))
        {
            var thread = _threads[id];
            if (!IsLexeme(thread.Kind)) continue;
            LexemeAutomaton automaton = thread.Kind switch
            {
                ThreadKind.Number => _numbers,
                ThreadKind.Plain or ThreadKind.OtherPlain => _plain!,
                _ => _strings,
            };
            lexemes.Add(new LexemeThread(automaton, thread.A, Alone(id, at.Tape), ExitOf(id)));
        }

        return at.Lexemes = [.. lexemes];
    }

    public int Structure(int state)
    {
        var at = _states[state];
        if (at.Structure >= 0) return at.Structure;
        var set = _threads.Set(at.Set);
        var rest = new List<int>(set.Length);
        foreach (var id in set)
            if (!IsLexeme(_threads[id].Kind)) rest.Add(id);
        return at.Structure = rest.Count == set.Length ? state : StateOf(rest, at.Tape);
    }

    public int Resume(in LexemeThread thread, int lexemeState, ReadOnlySpan<byte> text)
    {
        var at = _states[thread.Context];
        var lexeme = _threads[_threads.Set(at.Set)[0]];
        var tape = at.Tape;
        if (thread.Exit == LexemeExit.ByText)
        {
            foreach (var value in text) tape = _tape.Append(tape, value);
        }
        else if (tape != Tape.Off)
        {
            if (lexeme.Kind is ThreadKind.OtherName or ThreadKind.OtherPlain && tape != Tape.Unknown && thread.Automaton.Accepts(lexemeState) && Refuses(thread, text)) return 0;
            tape = Tape.Unknown;
        }

        return StateOf([_threads.Intern(lexeme with { A = lexemeState })], tape);
    }

    private static bool IsLexeme(ThreadKind kind) => kind is ThreadKind.Text or ThreadKind.Number or ThreadKind.OtherName or ThreadKind.Plain or ThreadKind.OtherPlain;

    /// <summary>The state of one thread alone.</summary>
    private int Alone(int thread, int tape) => StateOf([thread], tape);

    private LexemeExit ExitOf(int id)
    {
        var thread = _threads[id];
        if (thread.Kind is ThreadKind.OtherName or ThreadKind.OtherPlain) return LexemeExit.ByState;
        if (!_threads.IsRecording(id)) return LexemeExit.Uniform;
        if (thread.Kind == ThreadKind.Number) return LexemeExit.ByText;
        var texts = thread.Kind == ThreadKind.Plain ? _plain! : _strings;
        return texts.TryPatternAt(thread.A) is not { } pattern || _builder.Arena.Patterns.Count(pattern, FewTexts) >= FewTexts ? LexemeExit.Uniform : LexemeExit.ByText;
    }

    private bool IsTaken(in MachineThread lexeme, int tape, ReadOnlySpan<byte> text)
    {
        var (residual, _) = (OtherName)lexeme.Subject!;
        var head = _tape.Read(tape, lexeme.B);
        var written = new byte[head.Length + text.Length];
        head.CopyTo(written, 0);
        text.CopyTo(written.AsSpan(head.Length));
        return ObjectResiduals.IsTaken(residual, ReadName(lexeme.Kind, written));
    }

    public int MinBytes(int state)
    {
        var at = _states[state];
        if (at.MinBytes < 0)
        {
            var least = Finishing.Never;
            foreach (var id in _threads.Set(at.Set)) least = Math.Min(least, Cost(_threads[id]));
            at.MinBytes = (int)Math.Min(least, int.MaxValue);
        }

        return at.MinBytes;
    }

    /// <summary>Fewest bytes that finish the text from a thread.</summary>
    private long Cost(in MachineThread thread)
    {
        if (thread.Kind == ThreadKind.End) return 0;
        if (thread.Kind == ThreadKind.LineBreak) return 1 + thread.A + Cost(_threads[thread.B]);
        if (thread.Kind == ThreadKind.Spaces) return thread.A + Cost(_threads[thread.B]);
        var frames = Frames(thread.Parents);
        var own = thread.Kind switch
        {
            ThreadKind.Value when thread.A == Inline => _finishing.CheapestInline(thread.Formula),
            ThreadKind.Plain => _plain!.MinBytes(thread.A),
            ThreadKind.OtherPlain => _plain!.MinBytes(thread.A) + 1 + CostOfChoices(_finishing.Objects.ChoicesOfClass(((OtherName)thread.Subject!).Residual, ((OtherName)thread.Subject!).Class, null), InsideObject(thread)),
            ThreadKind.Dash => CostOfItems(thread),
            ThreadKind.ObjectNext or ThreadKind.KnownName when _isYaml => YamlCostOfName(thread),
            ThreadKind.Value => _finishing.Cheapest(thread.Formula, PlaceOf(thread)),
            ThreadKind.Literal => s_literals[thread.B].Length - thread.A,
            ThreadKind.Text => _strings.MinBytes(thread.A) + 1,
            ThreadKind.Number => _numbers.MinBytes(thread.A),
            ThreadKind.ObjectOpen => _layout.AfterOpening(_finishing.Cheapest(thread.Object, InsideObject(thread)), ObjectResiduals.CanClose(thread.Object), InsideObject(thread)),
            ThreadKind.AfterMember => _finishing.Cheapest(thread.Object, InsideObject(thread)),
            ThreadKind.ObjectNext => 1 + CostOfName(thread, 0, 0),
            ThreadKind.KnownName => CostOfName(thread, thread.A, DepthOf(thread)),
            ThreadKind.OtherName => _strings.MinBytes(thread.A) + 2 + CostOfChoices(_finishing.Objects.ChoicesOfClass(((OtherName)thread.Subject!).Residual, ((OtherName)thread.Subject!).Class, null), InsideObject(thread)),
            ThreadKind.Colon => 1 + CostOfChoices(thread.Choices, InsideObject(thread)),
            ThreadKind.ArrayOpen => _layout.AfterOpening(_finishing.Cheapest(thread.Array, InsideArray(thread)), ArrayResiduals.CanClose(thread.Array), InsideArray(thread)),
            ThreadKind.Close => 1,
            _ => _finishing.Cheapest(thread.Array, InsideArray(thread)),
        };
        return Finishing.Add(own, frames);
    }

    private long Frames(int set)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Frames(at.Set), (Self: this, Set: set), _builder.Place);
        var least = Finishing.Never;
        foreach (var id in _threads.Set(set)) least = Math.Min(least, Cost(_threads[id]));
        return least;
    }

    private int PlaceOf(in MachineThread value)
        => _layout.Place(_threads.Depth(value.Parents), _threads.Set(value.Parents) is [var first, ..] && _threads[first].Kind == ThreadKind.AfterMember);

    private int InsideObject(in MachineThread thread) => _layout.InsideObject(PlaceOf(thread));

    private int InsideArray(in MachineThread thread) => _layout.InsideArray(PlaceOf(thread));

    private static int DepthOf(in MachineThread name)
    {
        var trie = name.Object.Shape.Trie;
        return trie.Depth(name.A);
    }

    private long CostOfName(in MachineThread thread, int node, int depth)
    {
        var residual = thread.Object;
        var inside = InsideObject(thread);
        var shape = residual.Shape;
        var least = Finishing.Never;
        var (first, end) = shape.Trie.Ranks(node);
        for (var rank = first; rank < end; rank++)
        {
            if (!IsAllowed(residual, rank)) continue;
            var name = shape.Trie.NameOf[rank];
            least = Math.Min(least, Finishing.Add(shape.Trie.Written[name].Length - depth + 2, CostOfChoices(_finishing.Objects.Choices(residual, name), inside)));
        }

        if (node != 0) return least;
        foreach (var start in _finishing.Objects.OtherNames(residual))
            least = Math.Min(least, Finishing.Add(_strings.MinBytes(start.Start) + 2, CostOfChoices(_finishing.Objects.ChoicesOfClass(residual, start.Class, null), inside)));
        return least;
    }

    private long CostOfChoices(MemberChoice[] choices, int inside)
    {
        var least = Finishing.Never;
        foreach (var choice in choices) least = Math.Min(least, Finishing.Add(_layout.AfterColon + _finishing.Cheapest(choice.Value, inside), _finishing.Cheapest(choice.After, inside)));
        return least;
    }
}
