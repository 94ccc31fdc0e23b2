using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Automata;

/// <summary>
/// The patterns of an arena as one automaton over the bytes between the quotes of a JSON string. The pattern <c>é|"</c> allows the bytes <c>C3 A9</c> and
/// <c>\"</c>; after <c>C3</c> it stands in a state that only knows <c>A9</c>.
/// </summary>
/// <remarks>
/// Escapes are canonical: <c>\" \\ \b \f \n \r \t</c> in this short form, other characters below U+0020 as <c>\u00</c> with two hexadecimal digits, everything
/// else as valid UTF-8. A state is a pattern at a border between characters, or what is left of the possible characters within one; equal states are
/// one. Built without escapes the same automaton reads plain text, every character as itself. A row of successors is filled whole when first asked for and published afterwards: readers need no lock, growing locks the arena.
/// </remarks>
internal sealed partial class StringAutomaton : LexemeAutomaton
{
    private const int Escape = '\\';

    /// <summary>Counters that a text of fewer characters exhausts are no use to leave out: too few tokens are shorter.</summary>
    private const int ShortText = 4;

    private readonly PatternArena _arena;
    private readonly ConstraintLimits _limits;
    private readonly bool _escaped;
    private readonly Dictionary<Pattern, int> _borders = [];
    private readonly Dictionary<PartialCharacter, int> _partials = [];
    private readonly Dictionary<(int StageOrLead, Pattern Target), int> _uniform = [];
    private State[] _states = new State[64];
    private int _count = 1;

    public StringAutomaton(PatternArena arena, ConstraintLimits? limits = null, bool escaped = true)
    {
        _arena = arena;
        _escaped = escaped;
        _limits = limits ?? ConstraintLimits.Default;
        _states[0] = new State();
    }

    /// <summary>How many states there are, the dead one included.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The state before the first byte of a string of the pattern; 0 where there is none.</summary>
    public int StateOf(Pattern? pattern)
    {
        if (pattern is null) return 0;
        lock (_arena)
        {
            if (_borders.TryGetValue(pattern, out var found)) return found;
            return _borders[pattern] = _arena.IsEmpty(pattern) ? 0 : Add(new State { Pattern = pattern });
        }
    }

    /// <summary>What may follow from a state between two characters; null within a character.</summary>
    public Pattern? TryPatternAt(int state) => Volatile.Read(ref _states)[state].Pattern;

    /// <summary>What may follow from a state between two characters.</summary>
    public Pattern PatternAt(int state) => TryPatternAt(state) ?? (state == 0 ? _arena.Nothing : throw new ArgumentException("The state is within a character.", nameof(state)));

    /// <inheritdoc/>
    public override int Step(int state, byte value)
    {
        var node = Volatile.Read(ref _states)[state];
        return (Volatile.Read(ref node.Row) ?? Fill(node))[value];
    }

    /// <inheritdoc/>
    public override bool Accepts(int state) => Volatile.Read(ref _states)[state].Pattern is { IsNullable: true };

    /// <inheritdoc/>
    public override int MinBytes(int state)
    {
        var node = Volatile.Read(ref _states)[state];
        if (node.MinBytes >= 0) return node.MinBytes;
        lock (_arena)
        {
            long fewest = 0;
            if (node.Pattern is { } pattern)
            {
                fewest = _arena.FewestBytes(pattern);
            }
            else if (node.Partial is not null)
            {
                fewest = int.MaxValue;
                foreach (var successor in node.Row ?? Fill(node))
                {
                    if (successor != 0) fewest = Math.Min(fewest, 1L + MinBytes(successor));
                }
            }

            return node.MinBytes = (int)Math.Min(int.MaxValue, fewest);
        }
    }

    /// <inheritdoc/>
    public override UInt128 MaskKey(int state)
    {
        var node = Volatile.Read(ref _states)[state];
        if (Volatile.Read(ref node.HasKey)) return node.Key;
        lock (_arena)
        {
            node.Key = node.Pattern is { } pattern ? MaskKeys.Of(_arena, pattern) : node.Partial?.MaskKey(_arena) ?? 0;
            if (!_escaped) node.Key = ~node.Key;
            Volatile.Write(ref node.HasKey, true);
            return node.Key;
        }
    }

    /// <inheritdoc/>
    public override (int State, int Slack) Relax(int state)
    {
        var node = Volatile.Read(ref _states)[state];
        if (node.Pattern is null) return (state, int.MaxValue);
        lock (_arena)
        {
            if (node.Relaxed != 0) return (node.Relaxed, node.Slack);
            var (wide, slack) = _arena.Relax(node.Pattern, ShortText);
            node.Slack = (int)Math.Min(slack, int.MaxValue);
            node.Relaxed = wide == node.Pattern ? state : StateOf(wide);
            return (node.Relaxed, node.Slack);
        }
    }

    private int Add(State node)
    {
        if (_count >= _limits.AutomatonStates) throw new ConstraintLimitException([new ConstraintError("", "", $"the strings of the schema need more than {_limits.AutomatonStates} automaton states; simplify its patterns or raise AutomatonStates")]);
        if (_count == _states.Length)
        {
            var grown = new State[_count * 2];
            _states.CopyTo(grown, 0);
            Volatile.Write(ref _states, grown);
        }

        _states[_count] = node;
        Volatile.Write(ref _count, _count + 1);
        return _count - 1;
    }
}
