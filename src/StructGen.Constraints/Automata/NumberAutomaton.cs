using StructGen.Constraints.Numbers;

namespace StructGen.Constraints.Automata;

/// <summary>
/// The number sets of an arena as one automaton over the bytes of a JSON number: for "from 10 to 15", after <c>1</c> come 0 to 5, and after <c>15</c> a point and zeros.
/// </summary>
/// <remarks>
/// A state is a beginning of a number up to what still matters of it (<see cref="NumberSignature"/>), so states are shared within and between sets: the
/// signature is the mask key. What can be finished is told by arithmetic (<see cref="NumberReach"/>, also on which exponents are offered). A row of
/// successors is filled whole when first asked for and published afterwards: readers need no lock, growing locks the arena.
/// </remarks>
internal sealed class NumberAutomaton : LexemeAutomaton
{
    /// <summary>The bytes of numbers; a row has an entry for each.</summary>
    private const string Alphabet = "0123456789-+.eE";

    /// <summary>The search for the shortest way to an end gives up after so many states and answers with a lower bound.</summary>
    private const int ShortestLimit = 5_000;

    private static readonly sbyte[] Columns = MakeColumns();

    private readonly NumberArena _arena;
    private readonly Dictionary<UInt128, int> _interned = [];
    private readonly Dictionary<(NumberSet Set, bool IsNegative), NumberSide> _sides = [];
    private State[] _states = new State[64];
    private int _count = 1;

    public NumberAutomaton(NumberArena arena)
    {
        _arena = arena;
        _states[0] = new State(arena.None, NumberPrefix.Empty, 0) { Row = new int[Alphabet.Length] };
    }

    /// <summary>How many states there are, the dead one included.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The state before the first byte of a number of the set; 0 where there is none.</summary>
    public int StateOf(NumberSet set)
    {
        lock (_arena)
        {
            if (_arena.IsEmpty(set)) return 0;
            var state = Intern(set, NumberPrefix.Empty);
            if (!Array.TrueForAll(_states[state].Row ?? Fill(_states[state]), next => next == 0)) return state;

            // There are such numbers, so nothing is contradictory, but the least has more digits than are ever written.
            throw new ConstraintLimitException([new ConstraintError(_arena.Work.Place, "multipleOf",
                $"The numbers that are allowed here have more than {NumberReach.MostDigits} digits; use smaller bounds and divisors.")]);
        }
    }

    /// <inheritdoc/>
    public override int Step(int state, byte value)
    {
        var column = Columns[value];
        if (column < 0) return 0;
        var node = Volatile.Read(ref _states)[state];
        return (Volatile.Read(ref node.Row) ?? Fill(node))[column];
    }

    /// <inheritdoc/>
    public override bool Accepts(int state) => Volatile.Read(ref _states)[state].Accepts;

    /// <inheritdoc/>
    public override UInt128 MaskKey(int state) => Volatile.Read(ref _states)[state].Key;

    /// <inheritdoc/>
    public override int MinBytes(int state)
    {
        var node = Volatile.Read(ref _states)[state];
        if (node.MinBytes >= 0) return node.MinBytes;
        lock (_arena) return node.MinBytes = Shortest(state);
    }

    private int[] Fill(State node)
    {
        lock (_arena)
        {
            if (node.Row is { } filled) return filled;
            var row = new int[Alphabet.Length];
            var digits = Longest(node.Set);
            _arena.Work.Step(1 + digits);
            for (var column = 0; column < row.Length; column++)
            {
                if (node.Prefix.After((byte)Alphabet[column]) is not { } next) continue;
                if (NumberReach.CanFinish(Side(node.Set, next.IsNegative), next)) row[column] = Intern(node.Set, next);
            }

            Volatile.Write(ref node.Row, row);
            return row;
        }
    }

    private int Intern(NumberSet set, NumberPrefix prefix)
    {
        var side = Side(set, prefix.IsNegative);
        var key = prefix.Phase == NumberPhase.Start ? set.Key : NumberSignature.Of(side, prefix);
        if (_interned.TryGetValue(key, out var found)) return found;
        if (_count >= _arena.Limits.AutomatonStates) throw new ConstraintLimitException([new ConstraintError("", "", $"the numbers of the schema need more than {_arena.Limits.AutomatonStates} automaton states; simplify its multipleOf and enum or raise AutomatonStates")]);
        if (_count == _states.Length)
        {
            var grown = new State[_count * 2];
            _states.CopyTo(grown, 0);
            Volatile.Write(ref _states, grown);
        }

        _states[_count] = new State(set, prefix, key) { Accepts = NumberReach.Accepts(side, prefix) };
        Volatile.Write(ref _count, _count + 1);
        return _interned[key] = _count - 1;
    }

    private NumberSide Side(NumberSet set, bool isNegative)
    {
        if (_sides.TryGetValue((set, isNegative), out var found)) return found;
        return _sides[(set, isNegative)] = new NumberSide(set, isNegative);
    }

    /// <summary>By arithmetic, or breadth first to an accepting state; every state on the way learns its own distance.</summary>
    private int Shortest(int start)
    {
        if (_states[start].Accepts || start == 0) return 0;
        var (set, prefix) = (_states[start].Set, _states[start].Prefix);
        if (prefix.Phase is NumberPhase.Start or NumberPhase.Minus)
        {
            if (Side(set, false).IsIntricate || Side(set, true).IsIntricate) return 1 + (_states[start].Row ?? Fill(_states[start])).Where(next => next != 0).Min(MinBytes);
        }
        else if (Side(set, prefix.IsNegative) is { IsIntricate: true } side && NumberFinish.Bytes(_arena, side, prefix) is { } bytes)
        {
            return bytes;
        }

        var cameFrom = new Dictionary<int, (int From, int Depth)> { [start] = (start, 0) };
        var digits = Math.Min(10_000, Longest(_states[start].Set));
        var limit = ShortestLimit / (1 + (digits * digits / 256));
        var queue = new Queue<int>();
        queue.Enqueue(start);
        while (queue.TryDequeue(out var state))
        {
            var depth = cameFrom[state].Depth;
            if (cameFrom.Count > limit) return depth + 1;
            foreach (var next in _states[state].Row ?? Fill(_states[state]))
            {
                if (next == 0 || !cameFrom.TryAdd(next, (state, depth + 1))) continue;
                if (_states[next].Accepts)
                {
                    for (var at = next; at != start; at = cameFrom[at].From) _states[at].MinBytes = depth + 1 - cameFrom[at].Depth;
                    return depth + 1;
                }

                queue.Enqueue(next);
            }
        }

        return 0;
    }

    /// <summary>Digits of the longest bound: with hundreds of them each state is dear.</summary>
    private static int Longest(NumberSet set)
    {
        var longest = 0;
        foreach (var side in (ReadOnlySpan<ValueSet>)[set.Plain, set.Other])
        {
            // The sizes of many are told by the outermost.
            var cuts = side.Cuts;
            for (var i = 0; i < cuts.Length; i += Math.Max(1, cuts.Length - 1)) longest = Math.Max(longest, Math.Abs(cuts[i].Exponent) + (int)(cuts[i].Mantissa.GetBitLength() / 3));
        }

        return longest;
    }

    private static sbyte[] MakeColumns()
    {
        var columns = new sbyte[256];
        Array.Fill(columns, (sbyte)-1);
        for (var column = 0; column < Alphabet.Length; column++) columns[Alphabet[column]] = (sbyte)column;
        return columns;
    }

    private sealed class State(NumberSet set, NumberPrefix prefix, UInt128 key)
    {
        /// <summary>A set that the state arose from; others with the same key go on alike.</summary>
        public readonly NumberSet Set = set;

        public readonly NumberPrefix Prefix = prefix;

        public readonly UInt128 Key = key;

        public int[]? Row;

        public int MinBytes = -1;

        public bool Accepts { get; init; }
    }
}
