using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tests.Tries;

/// <summary>A byte machine over a <see cref="ToyGrammar"/>: threads are stacks of what is still to be read; slow and plain.</summary>
internal sealed class ToyMachine : IByteMachine
{
    private readonly Dictionary<string, int> _ids = [];
    private readonly List<ImmutableArray<Stack>> _states = [[]];
    private readonly List<int?[]> _rows = [new int?[256]];
    private readonly List<LexemeThread[]> _lexemes = [[]];
    private readonly List<int> _structures = [0];
    private readonly List<bool> _ends = [];
    private readonly List<Stack> _contexts = [];

    public ToyMachine(ToyGrammar grammar) => Start = Intern(Expand(new Stack(grammar, null)));

    public int Start { get; }

    public int Count => _states.Count;

    public int Step(int state, byte value)
    {
        if (state == 0) return 0;
        return _rows[state][value] ?? Explore(state, value);
    }

    private int Explore(int state, byte value)
    {
        var next = Intern(_states[state].SelectMany(stack => Step(stack, value)));
        _rows[state][value] = next;
        return next;
    }

    public bool CanEnd(int state)
    {
        while (_ends.Count <= state) _ends.Add(FindEnd(_ends.Count));
        return _ends[state];
    }

    private bool FindEnd(int state) => _states[state].Any(stack => stack.Top is null || (stack.Top is ToyGrammar.Lexeme lexeme && lexeme.MinBytes == 0 && After(stack, lexeme).Any(after => after.Top is null)));

    public int MinBytes(int state) => CanEnd(state) ? 0 : _states[state].Min(stack => Rest(stack));

    public ReadOnlySpan<LexemeThread> Lexemes(int state) => _lexemes[state];

    public int Structure(int state)
    {
        if (_lexemes[state].Length == 0) return state;
        return _structures[state] >= 0 ? _structures[state] : _structures[state] = Intern(_states[state].Where(stack => stack.Top is not ToyGrammar.Lexeme));
    }

    public int Resume(in LexemeThread thread, int lexemeState, ReadOnlySpan<byte> text)
    {
        var stack = _contexts[thread.Context];
        var lexeme = (ToyGrammar.Lexeme)stack.Top!;
        return Intern([stack with { Top = lexeme with { State = lexemeState, Read = lexeme.Read + (thread.Exit == LexemeExit.ByText ? Encoding.Latin1.GetString(text) : "") } }]);
    }

    public ByteSet Readable(int state)
    {
        var bytes = default(ByteSet);
        foreach (var stack in _states[state])
        {
            if (stack.Top is ToyGrammar.Lexeme) return ByteSet.All;
            if (stack.Top is ToyGrammar.Literal literal) bytes.Add(literal.Bytes[literal.At]);
        }

        return bytes;
    }

    private static IEnumerable<Stack> Step(Stack stack, byte value)
    {
        switch (stack.Top)
        {
            case ToyGrammar.Literal literal when literal.Bytes[literal.At] == value:
                return Expand(literal.At + 1 == literal.Bytes.Length ? stack.Below! : stack with { Top = literal with { At = literal.At + 1 } });
            case ToyGrammar.Lexeme lexeme:
                var next = lexeme.Automaton.Step(lexeme.State, value);
                var read = lexeme.Exit == LexemeExit.ByText ? lexeme.Read + (char)value : "";
                if (next != 0) return [stack with { Top = lexeme with { State = next, Read = read } }];
                return lexeme.MinBytes == 0 ? After(stack, lexeme).SelectMany(after => Step(after, value)) : [];
            default:
                return [];
        }
    }

    private static IEnumerable<Stack> After(Stack stack, ToyGrammar.Lexeme lexeme)
        => Expand(lexeme.Then is null ? stack.Below! : Replace(stack.Below!, lexeme.Then(lexeme.Automaton, lexeme.State, lexeme.Read)));

    // The closing quote stands between a name and what the name decides.
    private static Stack Replace(Stack below, ToyGrammar then) => below with { Below = new Stack(then, below.Below) };

    private static IEnumerable<Stack> Expand(Stack stack)
    {
        switch (stack.Top)
        {
            case ToyGrammar.Sequence sequence:
                var rest = stack.Below;
                for (var i = sequence.Parts.Length - 1; i >= 0; i--) rest = new Stack(sequence.Parts[i], rest);
                return Expand(rest!);
            case ToyGrammar.Choice choice:
                return choice.Parts.SelectMany(part => Expand(new Stack(part, stack.Below)));
            case ToyGrammar.Rule rule:
                return Expand(new Stack(rule.Body(), stack.Below));
            case ToyGrammar.Literal { MinBytes: 0 }:
                return stack.Below is null ? [new Stack(null, null)] : Expand(stack.Below);
            default:
                return [stack];
        }
    }

    private static int Rest(Stack stack) => (stack.Top?.MinBytes ?? 0) + (stack.Below is null ? 0 : Rest(stack.Below));

    private int Intern(IEnumerable<Stack> stacks)
    {
        var distinct = stacks.DistinctBy(Describe).ToImmutableArray();
        if (distinct.Length == 0) return 0;
        var name = string.Join(" ; ", distinct.Select(Describe).Order(StringComparer.Ordinal));
        if (_ids.TryGetValue(name, out var id)) return id;
        id = _states.Count;
        _ids[name] = id;
        _states.Add(distinct);
        _rows.Add(new int?[256]);
        _structures.Add(-1);
        var lexemes = new List<LexemeThread>();
        foreach (var stack in distinct)
        {
            if (stack.Top is not ToyGrammar.Lexeme lexeme) continue;
            _contexts.Add(stack);
            lexemes.Add(new LexemeThread(lexeme.Automaton, lexeme.State, _contexts.Count - 1, lexeme.Exit));
        }

        _lexemes.Add([.. lexemes]);
        return id;
    }

    private static string Describe(Stack stack)
    {
        var text = stack.Top switch
        {
            null => "end",
            ToyGrammar.Literal literal => Encoding.UTF8.GetString(literal.Bytes) + "@" + literal.At,
            ToyGrammar.Lexeme lexeme => $"lex{RuntimeHelpers.GetHashCode(lexeme.Automaton)}:{lexeme.State}:{lexeme.Read}:{(lexeme.Then is null ? 0 : RuntimeHelpers.GetHashCode(lexeme.Then))}",
            ToyGrammar.Rule rule => rule.Name,
            ToyGrammar.Sequence sequence => "seq" + RuntimeHelpers.GetHashCode(sequence.Parts),
            ToyGrammar.Choice choice => "any" + RuntimeHelpers.GetHashCode(choice.Parts),
            _ => throw new InvalidOperationException(),
        };
        return stack.Below is null ? text : text + " > " + Describe(stack.Below);
    }

    internal sealed record Stack(ToyGrammar? Top, Stack? Below);
}
