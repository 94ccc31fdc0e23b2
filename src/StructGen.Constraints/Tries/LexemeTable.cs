using System.Runtime.CompilerServices;
using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tries;

/// <summary>A lexeme automaton's transitions as one flat table for the length of a walk.</summary>
/// <remarks>
/// A walk asks for hundreds of thousands of steps among a handful of states. States get local numbers, 0 is dead, and a step is
/// one look-up in <c>table[local &lt;&lt; 8 | byte]</c>; the automaton is asked once a cell. Reused from walk to walk by one thread.
/// </remarks>
internal sealed class LexemeTable
{
    private const int Unknown = -1;

    private readonly Dictionary<int, int> _locals = [];
    private LexemeAutomaton _automaton = null!;
    private int[] _rows = new int[256 * 16];
    private int[] _states = new int[16];
    private bool[] _accepts = new bool[16];
    private PlainText[] _plain = new PlainText[16];
    private (int Local, int Slack)[] _relaxed = new (int, int)[16];
    private int _count;

    /// <summary>Starts a walk.</summary>
    public void Begin(LexemeAutomaton automaton)
    {
        _automaton = automaton;
        _locals.Clear();
        _count = 1;
        _rows.AsSpan(0, 256).Clear();
    }

    /// <summary>The local number of an automaton's state.</summary>
    public int Enter(int state)
    {
        if (state == 0) return 0;
        if (_locals.TryGetValue(state, out var local)) return local;
        local = _count++;
        if (local == _states.Length)
        {
            Array.Resize(ref _states, local * 2);
            Array.Resize(ref _accepts, local * 2);
            Array.Resize(ref _plain, local * 2);
            Array.Resize(ref _relaxed, local * 2);
            Array.Resize(ref _rows, local * 2 * 256);
        }

        _rows.AsSpan(local << 8, 256).Fill(Unknown);
        _states[local] = state;
        _accepts[local] = _automaton.Accepts(state);
        _plain[local] = default;
        _relaxed[local] = default;
        _locals.Add(state, local);
        return local;
    }

    /// <summary>The state after one more byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Step(int local, byte value)
    {
        var next = _rows[(local << 8) | value];
        return next != Unknown ? next : StepSlow(local, value);
    }

    /// <summary>Whether the lexeme may end.</summary>
    public bool Accepts(int local) => local != 0 && _accepts[local];

    /// <summary>
    /// Whether the lexeme reads every text that a subtree of the trie can hold, because character after character all of
    /// them lead to the same place: back to this state, or one further in a count.
    /// </summary>
    public bool ReadsAll(int local, in TrieReach reach)
    {
        if (!reach.IsText) return false;
        for (var left = reach.Characters; left > 0; left--)
        {
            ref var plain = ref _plain[local];
            if (!plain.IsKnown)
            {
                // Computing may number new states and so move the array.
                var computed = PlainText.Of(this, local);
                plain = ref _plain[local];
                plain = computed;
            }

            if (!plain.Reads(reach)) return false;
            if (plain.Next == local) return true;
            local = plain.Next;
        }

        return true;
    }

    /// <summary>Whether two states differ in nothing but counters that no text of so many characters exhausts.</summary>
    public bool BehavesAs(int local, int relaxed, int characters)
    {
        if (_relaxed[local].Local == 0)
        {
            // Computing may number new states and so move the array.
            var (state, slack) = _automaton.Relax(_states[local]);
            var entered = Enter(state);
            _relaxed[local] = (entered, slack);
        }

        return _relaxed[local].Local == relaxed && _relaxed[local].Slack >= characters;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int StepSlow(int local, byte value)
    {
        var next = Enter(_automaton.Step(_states[local], value));
        _rows[(local << 8) | value] = next;
        return next;
    }
}
