using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tries;

/// <summary>Turns a machine's state into a mask.</summary>
/// <remarks>
/// The mask of <c>{"name": "Ad</c> is, with the free string's entry at hand: all tokens that stay inside the string, copied; then the
/// tails <c>"</c>, <c>",</c>, <c>"}</c>… walked from the state behind the content, some dozens of steps. Where the
/// structure opens a lexeme in the middle of a token (<c> "The</c> after a colon) the walk does the same below that node of the trie.
/// Used under the constraint's lock.
/// </remarks>
internal sealed class MaskBuilder
{
    // Below this many nodes plain steps are cheaper than the entry of a lexeme.
    private const int LexemeNodes = 8;

    // So few exits are walked one by one rather than by their tails.
    private const int FewRuns = 3;

    // So many texts cannot each decide whether the byte behind them is structure.
    private const int ManyTexts = 64;

    private readonly IByteMachine _machine;
    private readonly Vocabulary _vocabulary;
    private readonly TokenTrie _trie;
    private readonly int[] _states;
    private readonly ByteSet[] _readable;
    private readonly int[] _lexemeStates;
    private readonly ulong[] _except;
    private int[] _exitStates = new int[64];

    /// <summary>Takes the two sides.</summary>
    public MaskBuilder(IByteMachine machine, Vocabulary vocabulary)
    {
        _machine = machine;
        _vocabulary = vocabulary;
        _trie = vocabulary.Trie;
        _states = new int[_trie.MaxDepth + 1];
        _readable = new ByteSet[_trie.MaxDepth + 1];
        _lexemeStates = new int[_trie.MaxDepth + 1];
        _except = new ulong[vocabulary.MaskLength];
    }

    /// <summary>Writes the mask of a state.</summary>
    /// <param name="state">A state that is not dead.</param>
    /// <param name="mask">Overwritten.</param>
    public void Build(int state, Span<ulong> mask)
    {
        mask.Clear();
        var structure = _machine.Structure(state);
        if (structure != 0)
        {
            _states[0] = structure;
            _readable[0] = _machine.Readable(structure);
            for (var value = _readable[0].Next(0); value < 256; value = _readable[0].Next(value + 1))
            {
                if (_trie.RootChild((byte)value) is var child and not 0) WalkRange(child, _trie.Nodes[child].Next, mask);
            }
        }

        foreach (ref readonly var thread in _machine.Lexemes(state)) AddLexeme(thread, 0, mask);
        if (!_machine.CanEnd(state)) return;
        MaskWords.Set(mask, _vocabulary.Ends);
    }

    /// <summary>Walks neighbouring subtrees whose parent's state and readable bytes are filled in.</summary>
    private void WalkRange(int from, int to, Span<ulong> mask)
    {
        var nodes = _trie.Nodes;
        for (var i = from; i < to;)
        {
            ref readonly var at = ref nodes[i];
            var next = _readable[at.Depth - 1].Contains(at.Value) ? _machine.Step(_states[at.Depth - 1], at.Value) : 0;
            if (next == 0)
            {
                i = at.Next;
                continue;
            }

            MaskWords.Set(mask, _trie.Tokens.AsSpan(at.FirstItem, nodes[i + 1].FirstItem - at.FirstItem));
            if (at.Next - i > LexemeNodes)
            {
                var lexemes = _machine.Lexemes(next);
                if (!lexemes.IsEmpty)
                {
                    foreach (ref readonly var thread in lexemes) AddLexeme(thread, i, mask);
                    next = _machine.Structure(next);
                }
            }

            if (next == 0 || at.Next == i + 1)
            {
                i = at.Next;
                continue;
            }

            _states[at.Depth] = next;
            _readable[at.Depth] = at.Next - i > LexemeNodes ? _machine.Readable(next) : ByteSet.All;
            i++;
        }
    }

    /// <summary>Adds what a thread allows whose lexeme stands at a node of the trie.</summary>
    private void AddLexeme(in LexemeThread thread, int node, Span<ulong> mask)
    {
        var behind = _machine.ReadableBehind(thread);
        var entry = _vocabulary.Lexemes.Get(thread.Automaton, thread.State, node, behind);
        if (entry.Stay is not null) MaskWords.Or(mask, entry.Stay);
        else entry.SparseStay.OrInto(mask);

        if (thread.Automaton.Accepts(thread.State)) AddEndHere(thread, node, behind, mask);
        foreach (var group in entry.Groups)
        {
            switch (thread.Exit)
            {
                case LexemeExit.Uniform:
                    AddUniform(thread, entry, group, mask);
                    break;
                case LexemeExit.ByState:
                    AddByState(thread, entry, group, mask);
                    break;
                default:
                    AddByText(thread, entry, group, mask);
                    break;
            }
        }
    }

    /// <summary>The lexeme ends before the next byte: the structure goes on with a byte that the lexeme cannot read.</summary>
    private void AddEndHere(in LexemeThread thread, int node, in ByteSet readable, Span<ulong> mask)
    {
        var nodes = _trie.Nodes;
        var depth = nodes[node].Depth;
        var behind = _machine.Resume(thread, thread.State, []);
        if (behind == 0) return;
        _readable[depth] = readable;
        for (var value = readable.Next(0); value < 256; value = readable.Next(value + 1))
        {
            if (thread.Automaton.Step(thread.State, (byte)value) != 0) continue;
            var child = _trie.Child(node, (byte)value);
            if (child == 0) continue;
            _states[depth] = behind;
            WalkRange(child, nodes[child].Next, mask);
        }
    }

    /// <summary>Any end goes on alike; the lexeme itself cannot read on, for behind every exit of the group it is dead on the group's byte.</summary>
    private void AddUniform(in LexemeThread thread, LexemeEntry entry, LexemeExitGroup group, Span<ulong> mask)
    {
        var read = Read(entry, group.Runs[0]);
        var behind = _machine.Resume(thread, StateAfter(thread, read), read);
        if (_machine.Step(behind, group.Value) == 0) return;
        if (group.Runs.Length <= FewRuns)
        {
            foreach (var run in group.Runs) AddRun(run, behind, mask);
            return;
        }

        foreach (var run in group.Dropped) MaskWords.Set(_except, _trie.Subtree(run.Node));
        group.Tails.Walk(_machine, behind, group.Dropped.Length == 0 ? [] : _except, mask);
        foreach (var run in group.Dropped) MaskWords.Clear(_except, _trie.Subtree(run.Node));
        foreach (var run in group.Added) AddRun(run, behind, mask);
    }

    /// <summary>Most exits lead to one state (of a member's name: "some other name"); the tails are walked once for it, the others one by one.</summary>
    private void AddByState(in LexemeThread thread, LexemeEntry entry, LexemeExitGroup group, Span<ulong> mask)
    {
        var exits = group.Runs;
        if (_exitStates.Length < exits.Length) _exitStates = new int[exits.Length * 2];
        var most = FindExitStates(thread, entry, exits);
        if (most < 0) return;
        var mostState = _exitStates[most];
        var read = Read(entry, exits[most]);
        var behind = _machine.Resume(thread, mostState, read);
        if (_machine.Step(behind, group.Value) != 0)
        {
            foreach (var run in group.Dropped) MaskWords.Set(_except, _trie.Subtree(run.Node));
            for (var i = 0; i < exits.Length; i++)
            {
                if (_exitStates[i] != mostState) MaskWords.Set(_except, _trie.Subtree(exits[i].Node));
            }

            group.Tails.Walk(_machine, behind, _except, mask);
            foreach (var run in group.Dropped) MaskWords.Clear(_except, _trie.Subtree(run.Node));
            foreach (var run in group.Added)
            {
                if (_exitStates[Array.BinarySearch(exits, run, LexemeExitRun.InTrieOrder)] == mostState) AddRun(run, behind, mask);
            }
        }

        for (var i = 0; i < exits.Length; i++)
        {
            if (_exitStates[i] == mostState) continue;
            MaskWords.Clear(_except, _trie.Subtree(exits[i].Node));
            if (_exitStates[i] != 0) AddRun(exits[i], _machine.Resume(thread, _exitStates[i], Read(entry, exits[i])), mask);
        }
    }

    /// <summary>Every exit goes on in its own way.</summary>
    private void AddByText(in LexemeThread thread, LexemeEntry entry, LexemeExitGroup group, Span<ulong> mask)
    {
        foreach (var run in group.Runs)
        {
            var read = Read(entry, run);
            var behind = _machine.Resume(thread, StateAfter(thread, read), read);

            // A byte that the structure cannot read behind one text it cannot read behind any other of many.
            if (group.Runs.Length > ManyTexts && _machine.Step(behind, group.Value) == 0) return;
            AddRun(run, behind, mask);
        }
    }

    /// <summary>Writes the lexeme's states behind exits, 0 where the machine refuses the text; finds one whose state is the most frequent, or −1.</summary>
    private int FindExitStates(in LexemeThread thread, LexemeEntry entry, LexemeExitRun[] exits)
    {
        ReadOnlySpan<byte> previous = default;
        var most = -1;
        var votes = 0;
        _lexemeStates[0] = thread.State;
        for (var i = 0; i < exits.Length; i++)
        {
            var read = Read(entry, exits[i]);
            for (var at = previous.CommonPrefixLength(read); at < read.Length; at++)
                _lexemeStates[at + 1] = thread.Automaton.Step(_lexemeStates[at], read[at]);
            previous = read;
            var state = _machine.Refuses(thread, read) ? 0 : _lexemeStates[read.Length];
            _exitStates[i] = state;
            if (state == 0) continue;
            if (votes == 0) most = i;
            votes += state == _exitStates[most] ? 1 : -1;
        }

        return most;
    }

    private static int StateAfter(in LexemeThread thread, ReadOnlySpan<byte> read)
    {
        var state = thread.State;
        foreach (var value in read) state = thread.Automaton.Step(state, value);
        return state;
    }

    /// <summary>Walks the tokens of an exit from the state behind its lexeme.</summary>
    private void AddRun(LexemeExitRun run, int behind, Span<ulong> mask)
    {
        if (behind == 0) return;
        var depth = _trie.Nodes[run.Node].Depth - 1;
        _states[depth] = behind;
        _readable[depth] = ByteSet.All;
        WalkRange(run.Node, _trie.Nodes[run.Node].Next, mask);
    }

    /// <summary>The bytes that the lexeme reads of a run's tokens.</summary>
    private ReadOnlySpan<byte> Read(LexemeEntry entry, LexemeExitRun run)
        => _vocabulary.GetBytes(_trie.Tokens[_trie.Nodes[run.Node].FirstItem]).Slice(_trie.Nodes[entry.Node].Depth, run.Length);
}
