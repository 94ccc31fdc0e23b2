using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tries;

/// <summary>Finds the tokens after which the text can still be finished within a number of bytes.</summary>
/// <remarks>
/// With 2 bytes left inside the string of <c>{"a": "x</c> only <c>"</c> and <c>"}</c> remain. A token counts its own bytes plus
/// <see cref="IByteMachine.MinBytes"/> of the state behind it; since one byte lowers that bound by one at most, the sum never falls
/// along a path, and a subtree that is over the limit is left. Cheap when little slack is left, a plain walk of the whole trie when there
/// is much. Inside lexemes the automaton steps and the machine is asked once a state, so that names and items which it remembers byte by byte
/// do not make it grow with every token.
/// </remarks>
internal sealed class ClosingWalk
{
    private readonly IByteMachine _machine;
    private readonly Vocabulary _vocabulary;
    private readonly TokenTrie _trie;
    private readonly int[] _states;
    private readonly ByteSet[] _readable;
    private readonly int[] _lexemeStates;
    private int _limit;
    private int _lowest;
    private bool _skipsInside;

    /// <summary>Takes the two sides.</summary>
    public ClosingWalk(IByteMachine machine, Vocabulary vocabulary)
    {
        _machine = machine;
        _vocabulary = vocabulary;
        _trie = vocabulary.Trie;
        _states = new int[_trie.MaxDepth + 1];
        _readable = new ByteSet[_trie.MaxDepth + 1];
        _lexemeStates = new int[_trie.MaxDepth + 1];
    }

    /// <summary>Writes the mask; where no token fits, that of the tokens which come nearest.</summary>
    /// <returns>Whether some token, or the end, fits.</returns>
    public bool Fill(int state, Span<ulong> mask, int maxBytes)
    {
        mask.Clear();
        var canEnd = _machine.CanEnd(state);
        var fits = Walk(state, mask, maxBytes) <= maxBytes || canEnd;
        if (!fits)
        {
            // Farther and farther until some token is within reach, then down to the lowest sum: that walk sets only the nearest.
            // Where the bound is too low no digit and no letter comes nearer, so a lexeme that may end is left first.
            _skipsInside = !_machine.Lexemes(state).IsEmpty;
            var found = FillNearest(state, mask, Math.Max(maxBytes, _machine.MinBytes(state)));
            if (!found && _skipsInside)
            {
                _skipsInside = false;
                FillNearest(state, mask, Math.Max(maxBytes, _machine.MinBytes(state)));
            }

            _skipsInside = false;
        }

        if (canEnd) MaskWords.Set(mask, _vocabulary.Ends);
        return fits;
    }

    private bool FillNearest(int state, Span<ulong> mask, int limit)
    {
        while (limit < int.MaxValue && Walk(state, mask, limit) == int.MaxValue) limit = limit < 1 << 28 ? (limit * 2) + 1 : int.MaxValue;
        for (var lowest = Walk(state, mask, limit); lowest < limit; lowest = Walk(state, mask, limit)) limit = lowest;
        mask.Clear();
        return Walk(state, mask, limit) != int.MaxValue;
    }

    // Sets the tokens within the limit and returns the lowest sum seen; int.MaxValue when there is none.
    private int Walk(int state, Span<ulong> mask, int limit)
    {
        _limit = limit;
        _lowest = int.MaxValue;
        var structure = _machine.Structure(state);
        if (structure != 0)
        {
            _states[0] = structure;
            _readable[0] = _machine.Readable(structure);
            WalkRange(1, _trie.Nodes.Length - 1, mask);
        }

        foreach (ref readonly var thread in _machine.Lexemes(state)) WalkLexeme(thread, 0, mask);
        return _lowest;
    }

    private void WalkRange(int from, int to, Span<ulong> mask)
    {
        var nodes = _trie.Nodes;
        for (var i = from; i < to;)
        {
            ref readonly var at = ref nodes[i];
            var next = _readable[at.Depth - 1].Contains(at.Value) ? _machine.Step(_states[at.Depth - 1], at.Value) : 0;
            if (next == 0 || !TakeTokens(i, at.Depth + (long)_machine.MinBytes(next), mask))
            {
                i = at.Next;
                continue;
            }

            if (at.Next > i + 1)
            {
                foreach (ref readonly var thread in _machine.Lexemes(next)) WalkLexeme(thread, i, mask);
                next = _machine.Structure(next);
            }

            _states[at.Depth] = next;
            _readable[at.Depth] = next == 0 ? default : _machine.Readable(next);
            i = next == 0 ? at.Next : i + 1;
        }
    }

    private void WalkLexeme(in LexemeThread thread, int node, Span<ulong> mask)
    {
        var nodes = _trie.Nodes;
        var offset = nodes[node].Depth;
        var behind = _machine.ReadableBehind(thread);
        var costs = new Dictionary<int, int>();
        var end = nodes[node].Next;
        _lexemeStates[offset] = thread.State;
        for (var i = node + 1; i < end;)
        {
            ref readonly var at = ref nodes[i];
            var before = _lexemeStates[at.Depth - 1];
            var next = thread.Automaton.Step(before, at.Value);
            var path = _vocabulary.GetBytes(_trie.Tokens[at.FirstItem])[offset..at.Depth];
            if (next == 0)
            {
                if (behind.Contains(at.Value) && thread.Automaton.Accepts(before) && _machine.Resume(thread, before, path[..^1]) is var resumed and not 0)
                {
                    _states[at.Depth - 1] = resumed;
                    _readable[at.Depth - 1] = behind;
                    WalkRange(i, at.Next, mask);
                }

                i = at.Next;
                continue;
            }

            var sum = at.Depth + (long)Cost(thread, next, path, costs);
            if (_skipsInside && node == 0 ? sum > _limit : !TakeTokens(i, sum, mask))
            {
                i = at.Next;
                continue;
            }

            _lexemeStates[at.Depth] = next;
            i++;
        }
    }

    private int Cost(in LexemeThread thread, int state, ReadOnlySpan<byte> path, Dictionary<int, int> costs)
    {
        if (costs.TryGetValue(state, out var cost)) return cost;
        var resumed = _machine.Resume(thread, state, path);

        // A name that is taken may still be the beginning of another.
        if (resumed == 0) return thread.Automaton.MinBytes(state) + 1;
        cost = _machine.MinBytes(resumed);
        if (thread.Exit != LexemeExit.ByText) costs.Add(state, cost);
        return cost;
    }

    private bool TakeTokens(int node, long sum, Span<ulong> mask)
    {
        if (sum > _limit) return false;
        var nodes = _trie.Nodes;
        var tokens = _trie.Tokens.AsSpan(nodes[node].FirstItem, nodes[node + 1].FirstItem - nodes[node].FirstItem);
        if (tokens.IsEmpty) return true;
        _lowest = Math.Min(_lowest, (int)sum);
        MaskWords.Set(mask, tokens);
        return true;
    }
}
