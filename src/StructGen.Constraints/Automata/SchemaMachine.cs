using System.Text.Json;
using StructGen.Constraints.Algebra;
using StructGen.Constraints.Layouts;

namespace StructGen.Constraints.Automata;

/// <summary>The texts of all instances of a schema as a lazily explored machine over bytes.</summary>
/// <remarks>
/// A state is a set of threads that stand at the same place of the JSON syntax, with the tape that some of them need. Each thread is one
/// alternative: where it stands and the set of frames it returns to, so that nesting is a shared stack. After <c>{"a": 1</c> under
/// <c>anyOf: [{a: number, b: …}, {a: integer}]</c> there are two threads, both inside a number. A thread is only made when it can be finished.
/// Not thread-safe: explored under the lock of the compiled constraint.
/// </remarks>
internal sealed partial class SchemaMachine : IByteMachine
{
    private static readonly byte[][] s_literals = ["null"u8.ToArray(), "false"u8.ToArray(), "true"u8.ToArray(), "{}"u8.ToArray(), "[]"u8.ToArray()];

    private readonly FormulaBuilder _builder;
    private readonly StringAutomaton _strings;
    private readonly NumberAutomaton _numbers;
    private readonly Finishing _finishing;
    private readonly Threads _threads = new();
    private readonly Tape _tape = new();
    private readonly TransitionTable _transitions = new();
    private readonly Dictionary<(int Set, int Tape), int> _ids = [];
    private readonly List<State> _states = [new State(0, Tape.Off)];
    private readonly Dictionary<Formula, Formula> _values = [];
    private readonly List<int> _next = [];
    private readonly Layout _layout;
    private readonly StringAutomaton? _plain;
    private readonly bool _isPretty;
    private readonly bool _isYaml;
    private readonly bool _spaces;
    private readonly int _limit;

    // YAML: a name begins with the byte that is being read, with no quote before it.
    private bool _recordsThisByte;
    private readonly Formula _root;

    public SchemaMachine(FormulaBuilder builder, StringAutomaton strings, NumberAutomaton numbers, Finishing finishing, Formula root)
    {
        _builder = builder;
        _root = root;
        _strings = strings;
        _numbers = numbers;
        _finishing = finishing;
        _layout = finishing.Layout;
        _plain = finishing.Forms.Plain;
        _isPretty = _layout is PrettyLayout;
        _isYaml = _layout is YamlLayout;
        _spaces = _layout is CompactLayout && builder.Options.Whitespace == WhitespaceStyle.Separators;
        _limit = builder.Options.Limits.AutomatonStates;
        _ids[(0, Tape.Off)] = 0;
        _next.Add(_threads.Intern(new MachineThread(ThreadKind.End, null, 0, 0, 0)));
        var end = _threads.SetOf(_next);
        _next.Clear();
        if (finishing.IsSatisfiable(root)) AddValue(root, false, end);
        Start = StateOf(_next, Tape.Off);
    }

    public int Start { get; }

    public int Explored => Math.Max(Math.Max(_states.Count, _builder.Arena.Patterns.Size), Math.Max(_strings.Count, _numbers.Count));

    private sealed class State(int set, int tape)
    {
        public int Set { get; } = set;

        public int Tape { get; } = tape;

        public LexemeThread[]? Lexemes { get; set; }

        public int Structure { get; set; } = -1;

        public int MinBytes { get; set; } = -1;

        public sbyte CanEnd { get; set; } = -1;
    }

    public int Step(int state, byte value)
    {
        if (_transitions.TryGet(state, value, out var known)) return known;
        _builder.Arena.Patterns.Work.Step();
        var from = _states[state];
        _next.Clear();
        _recordsThisByte = false;
        var tape = _tape.Append(from.Tape, value);
        foreach (var thread in _threads.Set(from.Set)) Step(_threads[thread], value, from.Tape, tape);
        if (_recordsThisByte && tape == Tape.Off) tape = _tape.Append(Tape.Empty, value);
        var next = StateOf(_next, tape);
        _transitions.Add(state, value, next);
        return next;
    }

    public bool CanEnd(int state)
    {
        var at = _states[state];
        if (at.CanEnd < 0) at.CanEnd = (sbyte)(_threads.Set(at.Set).Any(id => EndsAt(_threads[id], at.Tape)) ? 1 : 0);
        return at.CanEnd == 1;
    }

    private bool EndsAt(in MachineThread thread, int tape) => thread.Kind switch
    {
        ThreadKind.End => true,
        ThreadKind.Number => _numbers.Accepts(thread.A) && EndsAround(thread.Parents, tape),
        ThreadKind.Plain => _plain!.Accepts(thread.A) && EndsAround(thread.Parents, tape),
        ThreadKind.AfterMember => _isYaml && ObjectResiduals.CanClose(thread.Object) && EndsAround(thread.Parents, tape),
        ThreadKind.AfterItem => _isYaml && ArrayResiduals.CanClose(thread.Array) && EndsAround(thread.Parents, tape),
        _ => false,
    };

    /// <summary>Whether the text may end where a value has ended that stands within these frames.</summary>
    private bool EndsAround(int parents, int tape)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.EndsAround(at.Parents, at.Tape), (Self: this, Parents: parents, Tape: tape), _builder.Place);
        foreach (var parent in _threads.Set(parents))
            if (Resumed(_threads[parent], tape) is { } resumed && EndsAt(resumed, tape)) return true;
        return false;
    }

    private int StateOf(List<int> threads, int tape)
    {
        if (threads.Count == 0) return 0;
        var set = _threads.SetOf(threads);
        if (!_threads.IsSetRecording(set)) tape = Tape.Off;
        else if (tape == Tape.Off) tape = Tape.Empty;
        if (_ids.TryGetValue((set, tape), out var known)) return known;
        if (_states.Count > _limit)
            throw new ConstraintLimitException([new ConstraintError("", "", $"The constraint has grown to more than {_limit} states (limit AutomatonStates); simplify the schema or raise the limit.")]);
        _ids.Add((set, tape), _states.Count);
        _states.Add(new State(set, tape));
        return _states.Count - 1;
    }

    /// <summary>Adds what a thread becomes by one more byte to the next state.</summary>
    private void Step(in MachineThread thread, byte value, int before, int after)
    {
        if (_isYaml)
        {
            StepYaml(thread, value, before, after);
            return;
        }

        if (_isPretty && StepPretty(thread, value, before, after)) return;
        switch (thread.Kind)
        {
            case ThreadKind.Value:
                if (value == ' ' && thread.A == 1) AddValue(thread.Formula, false, thread.Parents);
                else BeginValue(thread.Formula, value, thread.Parents, after);
                break;
            case ThreadKind.Literal:
                StepLiteral(thread, value, after);
                break;
            case ThreadKind.Text:
                // Inside an escape a quote is content; the automaton knows.
                if (_strings.Step(thread.A, value) is var inside and not 0) Add(thread with { A = inside });
                else if (value == '"' && _strings.Accepts(thread.A)) Return(thread.Parents, after);
                break;
            case ThreadKind.Number:
                MoveOn(thread, _numbers.Step(thread.A, value));
                if (value is (byte)',' or (byte)']' or (byte)'}' && _numbers.Accepts(thread.A)) ReturnBefore(thread.Parents, value, before, after);
                break;
            case ThreadKind.ObjectOpen:
                if (value == '}' && ObjectResiduals.CanClose(thread.Object)) Return(thread.Parents, after);
                else if (value == '"') BeginName(thread.Object, thread.Parents, after);
                break;
            case ThreadKind.ObjectNext:
                if (value == ' ' && thread.A == 1) Add(thread with { A = 0 });
                else if (value == '"') BeginName(thread.Object, thread.Parents, after);
                break;
            case ThreadKind.KnownName: StepKnownName(thread, value); break;
            case ThreadKind.OtherName: StepOtherName(thread, value, before); break;
            case ThreadKind.Colon when value == ':':
                AddMembers(thread.Choices, thread.Parents);
                break;
            case ThreadKind.AfterMember:
                if (value == '}' && ObjectResiduals.CanClose(thread.Object)) Return(thread.Parents, after);
                else if (value == ',' && HasNames(thread.Object)) Add(new MachineThread(ThreadKind.ObjectNext, thread.Subject, _spaces ? 1 : 0, 0, thread.Parents));
                break;
            case ThreadKind.ArrayOpen when value == ']':
                Return(thread.Parents, after);
                break;
            case ThreadKind.AfterItem:
                if (value == ']' && ArrayResiduals.CanClose(thread.Array)) Return(thread.Parents, after);
                else if (value == ',') AddItems(thread.Array, thread.Parents, _spaces, after);
                break;
        }
    }

    private void StepLiteral(in MachineThread thread, byte value, int after)
    {
        var literal = s_literals[thread.B];
        if (literal[thread.A] != value) return;
        if (thread.A + 1 == literal.Length) Return(thread.Parents, after);
        else Add(thread with { A = thread.A + 1 });
    }

    private void Add(in MachineThread thread) => _next.Add(_threads.Intern(thread));

    private void MoveOn(in MachineThread thread, int state)
    {
        if (state != 0) Add(thread with { A = state });
    }

    private void AddValue(Formula formula, bool space, int parents) => Add(new MachineThread(ThreadKind.Value, formula, space ? 1 : 0, 0, parents));

    private void BeginValue(Formula formula, byte value, int parents, int tape)
    {
        var shape = _finishing.Shapes.Of(formula);
        switch (value)
        {
            case (byte)'"':
                if (shape.Text != 0) Add(new MachineThread(ThreadKind.Text, null, shape.Text, 0, parents));
                break;
            case (byte)'n':
                if (shape.AllowsNull) Add(new MachineThread(ThreadKind.Literal, null, 1, 0, parents));
                break;
            case (byte)'f':
                if ((shape.Booleans & 1) != 0) Add(new MachineThread(ThreadKind.Literal, null, 1, 1, parents));
                break;
            case (byte)'t':
                if ((shape.Booleans & 2) != 0) Add(new MachineThread(ThreadKind.Literal, null, 1, 2, parents));
                break;
            case (byte)'{':
                foreach (var start in _finishing.Shapes.ObjectStarts(formula))
                    if (_finishing.CanFinish(start)) Add(new MachineThread(ThreadKind.ObjectOpen, start, 0, 0, parents));
                break;
            case (byte)'[':
                foreach (var start in _finishing.Shapes.ArrayStarts(formula))
                {
                    if (!_finishing.CanFinish(start)) continue;
                    if (_isPretty)
                    {
                        Add(new MachineThread(ThreadKind.ArrayOpen, start, 0, 0, parents));
                        continue;
                    }

                    if (ArrayResiduals.CanClose(start)) Add(new MachineThread(ThreadKind.ArrayOpen, start, 0, 0, parents));
                    AddItems(start, parents, false, tape);
                }

                break;
            default:
                if (shape.Number != 0 && _numbers.Step(shape.Number, value) is var state and not 0)
                    Add(new MachineThread(ThreadKind.Number, null, state, 0, parents));
                break;
        }
    }

    private bool HasNames(ObjectResidual residual)
        => _finishing.Objects.AllowedRanks(residual).AsSpan().ContainsAnyExcept(0UL) || _finishing.Objects.OtherNames(residual).Length > 0;

    private void BeginName(ObjectResidual residual, int parents, int tape)
    {
        if (_finishing.Objects.AllowedRanks(residual).AsSpan().ContainsAnyExcept(0UL))
            Add(new MachineThread(ThreadKind.KnownName, residual, 0, 0, parents));
        foreach (var start in _finishing.Objects.OtherNames(residual))
            Add(new MachineThread(ThreadKind.OtherName, new OtherName(residual, start.Class), start.Start, _tape.Length(tape), parents));
    }

    private void StepKnownName(in MachineThread thread, byte value)
    {
        var trie = thread.Object.Shape.Trie;
        if (trie.Step(thread.A, value) is var node and >= 0)
        {
            if (AnyAllowed(thread.Object, trie.Ranks(node))) Add(thread with { A = node });
            return;
        }

        if (value != '"') return;
        var name = trie.NameAt(thread.A);
        if (name < 0 || !IsAllowed(thread.Object, trie.RankOf[name])) return;
        Add(new MachineThread(ThreadKind.Colon, _finishing.Objects.Choices(thread.Object, name), 0, 0, thread.Parents));
    }

    private void StepOtherName(in MachineThread thread, byte value, int tape)
    {
        if (_strings.Step(thread.A, value) is var inside and not 0)
        {
            Add(thread with { A = inside });
            return;
        }

        if (value != '"' || !_strings.Accepts(thread.A)) return;
        var choices = ChoicesBehind(thread, tape);
        if (choices.Length > 0) Add(new MachineThread(ThreadKind.Colon, choices, 0, 0, thread.Parents));
    }

    private bool IsAllowed(ObjectResidual residual, int rank) => (_finishing.Objects.AllowedRanks(residual)[rank >> 6] >> (rank & 63) & 1) != 0;

    private bool AnyAllowed(ObjectResidual residual, (int First, int End) ranks)
    {
        for (var rank = ranks.First; rank < ranks.End; rank++)
            if (IsAllowed(residual, rank)) return true;
        return false;
    }

    /// <summary>Values of a member, one thread per formula; the frames of equal formulas are joined.</summary>
    private void AddMembers(MemberChoice[] choices, int parents)
    {
        foreach (var group in choices.GroupBy(choice => choice.Value))
        {
            var frames = group.Select(choice => _threads.Intern(new MachineThread(ThreadKind.AfterMember, choice.After, 0, 0, parents))).ToList();
            var member = new MachineThread(ThreadKind.Value, group.Key, _isYaml ? BehindColon : _spaces ? 1 : 0, 0, _threads.SetOf(frames));
            if (_isPretty) AddBehindSpaces(1, member);
            else Add(member);
        }
    }

    private void AddItems(ArrayResidual residual, int parents, bool space, int tape)
    {
        foreach (var item in Items(residual, parents, space, tape)) Add(item);
    }

    /// <summary>Values of the next item, one thread per formula.</summary>
    private IEnumerable<MachineThread> Items(ArrayResidual residual, int parents, bool space, int tape)
    {
        foreach (var group in _finishing.Arrays.Choices(residual).GroupBy(choice => choice.Value))
        {
            var frames = group.Select(choice => _threads.Intern(Frame(choice.After))).ToList();
            yield return new MachineThread(ThreadKind.Value, group.Key, space ? 1 : 0, 0, _threads.SetOf(frames));
        }

        MachineThread Frame(ArrayResidual after) => after.Shape.TracksValues
            ? new MachineThread(ThreadKind.ItemFrame, after, 0, _tape.Length(tape), parents)
            : new MachineThread(ThreadKind.AfterItem, after, 0, 0, parents);
    }

    /// <summary>A value has ended with the byte just read.</summary>
    private void Return(int parents, int tape)
    {
        foreach (var parent in _threads.Set(parents))
        {
            if (Resumed(_threads[parent], tape) is { } resumed) Add(resumed);
        }
    }

    /// <summary>A number has ended before the byte just read, which its frames go on with.</summary>
    private void ReturnBefore(int parents, byte value, int before, int after)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => at.Self.ReturnBefore(at.Parents, at.Value, at.Before, at.After), (Self: this, Parents: parents, Value: value, Before: before, After: after), _builder.Place);
            return;
        }

        foreach (var parent in _threads.Set(parents))
        {
            if (Resumed(_threads[parent], before) is { } resumed) Step(resumed, value, before, after);
        }
    }

    /// <summary>The thread that a frame becomes when its value is complete; null where the value may not stand there.</summary>
    private MachineThread? Resumed(in MachineThread frame, int tape)
    {
        if (frame.Kind != ThreadKind.ItemFrame) return frame;
        var after = frame.Array;
        if (tape != Tape.Unknown)
        {
            var written = _tape.Read(tape, frame.B);
            var json = _isYaml ? System.Text.Encoding.UTF8.GetBytes(YamlText.ToJson(written, Outer(frame) + Indent)) : written;
            using var item = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1024 });
            after = _finishing.Arrays.Remember(after, _builder.Equal(item.RootElement));
            if (!_finishing.CanFinish(after)) return null;
        }

        return new MachineThread(ThreadKind.AfterItem, after, 0, 0, frame.Parents);
    }
}

/// <summary>A member whose name is in a class of names that the schema does not mention.</summary>
internal sealed record OtherName(ObjectResidual Residual, int Class);
