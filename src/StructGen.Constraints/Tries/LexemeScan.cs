using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tries;

/// <summary>Finds out what all tokens do from a lexeme's state: the work behind a <see cref="LexemeEntry"/>.</summary>
/// <remarks>
/// Three ways, from dear to cheap. <i>Walk</i>: through the trie with the lexeme's table. <i>Bulk</i>: a subtree made only of
/// characters that the state reads alike is taken whole (a free string takes nearly everything so). <i>Difference</i>: the name
/// of a member, where <c>id</c> and <c>name</c> are declared and others are free, behaves like a free string but for the paths
/// <c>i</c>, <c>id</c>, <c>n</c>, <c>na</c>…; the free string's entry is copied and only these paths are walked, the two states
/// side by side. Likewise a string of which 20 characters are left differs from one without a bound only in the subtrees
/// that go deeper than 20 characters. Not thread-safe; one a thread.
/// </remarks>
internal sealed class LexemeScan(Vocabulary vocabulary)
{
    // Below this many tokens looking at the subtree costs more than walking it.
    private const int BulkTokens = 12;

    private readonly TokenTrie _trie = vocabulary.Trie;
    private readonly LexemeTable _table = new();
    private readonly int[] _states = new int[vocabulary.Trie.MaxDepth + 1];
    private readonly int[] _baseStates = new int[vocabulary.Trie.MaxDepth + 1];
    private readonly ulong[] _scratch = new ulong[vocabulary.MaskLength];
    private readonly List<LexemeExitRun> _exits = [];
    private readonly List<(int From, int To)> _dropped = [];

    /// <summary>Walks from a state.</summary>
    /// <param name="automaton">The lexeme's automaton.</param>
    /// <param name="state">A state that is not dead.</param>
    /// <param name="node">The node where the lexeme is entered; 0 for the whole vocabulary.</param>
    /// <param name="behind">Bytes that may follow the lexeme.</param>
    public LexemeEntry Walk(LexemeAutomaton automaton, int state, int node, in ByteSet behind)
    {
        _table.Begin(automaton);
        _exits.Clear();
        var nodes = _trie.Nodes;
        var offset = nodes[node].Depth;
        var stay = node == 0 ? new ulong[vocabulary.MaskLength] : _scratch;
        _states[offset] = _table.Enter(state);
        var reaches = node == 0 ? _trie.Reaches : null;
        if (reaches is not null && _table.ReadsAll(_states[0], reaches[0]))
        {
            MaskWords.Set(stay, _trie.Tokens);
            return new LexemeEntry(vocabulary, node, stay, default, []);
        }

        var end = nodes[node].Next;
        for (var i = node + 1; i < end;)
        {
            ref readonly var at = ref nodes[i];
            var before = _states[at.Depth - 1];
            var next = _table.Step(before, at.Value);
            if (next == 0)
            {
                if (at.Depth - 1 > offset && behind.Contains(at.Value) && _table.Accepts(before)) _exits.Add(new LexemeExitRun(i, at.Depth - 1 - offset));
                i = at.Next;
                continue;
            }

            if (reaches is not null && nodes[at.Next].FirstItem - at.FirstItem >= BulkTokens && _table.ReadsAll(next, reaches[i]))
            {
                MaskWords.Set(stay, _trie.Subtree(i));
                i = at.Next;
                continue;
            }

            _states[at.Depth] = next;
            i++;
            MaskWords.Set(stay, _trie.Tokens.AsSpan(at.FirstItem, nodes[i].FirstItem - at.FirstItem));
        }

        if (node == 0) return new LexemeEntry(vocabulary, node, stay, default, [.. _exits]);
        var sparse = new SparseMask(stay);
        _scratch.AsSpan().Clear();
        return new LexemeEntry(vocabulary, node, null, sparse, [.. _exits]);
    }

    /// <summary>The state that most characters lead to and that reads most characters alike; 0 when there is none but the state itself.</summary>
    /// <remarks>Where it is not 0, <see cref="Difference"/> is the cheaper way.</remarks>
    public static int FindBase(LexemeAutomaton automaton, int state)
    {
        ReadOnlySpan<byte> samples = "eEqZ07 -_.tn"u8;
        var candidate = 0;
        var votes = 0;
        foreach (var sample in samples)
        {
            var next = automaton.Step(state, sample);
            if (next == 0) continue;
            if (votes == 0) candidate = next;
            votes += next == candidate ? 1 : -1;
        }

        if (candidate == 0 || candidate == state) return 0;
        votes = 0;
        foreach (var sample in samples)
        {
            if (automaton.Step(candidate, sample) != candidate) return 0;
            if (automaton.Step(state, sample) == candidate) votes++;
        }

        return votes * 3 >= samples.Length * 2 ? candidate : 0;
    }

    /// <summary>Derives the entry of a state at the root from that of its base, recorded for the same bytes behind.</summary>
    public LexemeEntry Difference(LexemeAutomaton automaton, int state, int baseState, LexemeEntry baseEntry, in ByteSet behind)
    {
        _table.Begin(automaton);
        _exits.Clear();
        _dropped.Clear();
        var nodes = _trie.Nodes;
        var reaches = _trie.Reaches;
        ulong[]? stay = null;
        _states[0] = _table.Enter(state);
        _baseStates[0] = _table.Enter(baseState);
        for (var i = 1; i < nodes.Length - 1;)
        {
            ref readonly var at = ref nodes[i];
            var before = _states[at.Depth - 1];
            var baseBefore = _baseStates[at.Depth - 1];
            var next = _table.Step(before, at.Value);
            var baseNext = _table.Step(baseBefore, at.Value);
            if ((next == baseNext && next != 0) || (next != 0 && baseNext != 0 && reaches[i].Characters < 255 && _table.BehavesAs(next, baseNext, reaches[i].Characters)))
            {
                i = at.Next;
                continue;
            }

            if (at.Depth > 1 && behind.Contains(at.Value))
            {
                var exits = next == 0 && _table.Accepts(before);
                var baseExits = baseNext == 0 && _table.Accepts(baseBefore);
                if (exits && !baseExits) _exits.Add(new LexemeExitRun(i, at.Depth - 1));
                if (baseExits && !exits) _dropped.Add((i, i + 1));
            }

            if (next == 0)
            {
                if (baseNext != 0)
                {
                    MaskWords.Clear(stay ??= [.. baseEntry.Stay!], _trie.Subtree(i));
                    _dropped.Add((i + 1, at.Next));
                }

                i = at.Next;
                continue;
            }

            _states[at.Depth] = next;
            _baseStates[at.Depth] = baseNext;
            i++;
            if (baseNext == 0)
                MaskWords.Set(stay ??= [.. baseEntry.Stay!], _trie.Tokens.AsSpan(at.FirstItem, nodes[i].FirstItem - at.FirstItem));
        }

        if (stay is null && _exits.Count == 0 && _dropped.Count == 0) return baseEntry;
        return new LexemeEntry(baseEntry, stay ?? baseEntry.Stay!, _exits.Count == 0 && _dropped.Count == 0 ? baseEntry.Exits : MergeExits(baseEntry.Exits));
    }

    private LexemeExitRun[] MergeExits(LexemeExitRun[] baseExits)
    {
        var merged = new List<LexemeExitRun>(baseExits.Length + _exits.Count);
        var added = 0;
        var dropped = 0;
        foreach (var run in baseExits)
        {
            while (added < _exits.Count && _exits[added].Node < run.Node) merged.Add(_exits[added++]);
            while (dropped < _dropped.Count && _dropped[dropped].To <= run.Node) dropped++;
            if (dropped == _dropped.Count || run.Node < _dropped[dropped].From) merged.Add(run);
        }

        while (added < _exits.Count) merged.Add(_exits[added++]);
        return [.. merged];
    }
}
