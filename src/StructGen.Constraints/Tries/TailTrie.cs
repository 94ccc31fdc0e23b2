using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tries;

/// <summary>The tails of tokens that leave a lexeme, as a flat trie whose nodes hold all tokens with that tail.</summary>
/// <remarks>
/// Inside a string the tokens <c>x",</c>, <c>done",</c> and <c>a"</c> leave with the tails <c>",</c>, <c>",</c> and <c>"</c>.
/// The structure around the string is asked twice (<c>"</c>, then <c>,</c>), not once a token. Some 600 tokens of a
/// vocabulary of 128,000 leave a string, with some 200 nodes of tails. Immutable.
/// </remarks>
internal sealed class TailTrie
{
    private readonly TrieNode[] _nodes;
    private readonly int[] _places;
    private readonly ulong[] _words;
    private readonly int _depth;

    /// <summary>Builds the trie of the tails of exits.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="offset">Bytes before the lexeme.</param>
    /// <param name="runs">The exits.</param>
    public TailTrie(Vocabulary vocabulary, int offset, ReadOnlySpan<LexemeExitRun> runs)
    {
        var items = new List<(int Token, int Start)>();
        foreach (var run in runs)
        {
            foreach (var token in vocabulary.Trie.Subtree(run.Node)) items.Add((token, offset + run.Length));
        }

        var tokens = items.ConvertAll(item => item.Token).ToArray();
        var starts = items.ConvertAll(item => item.Start).ToArray();
        var order = new int[tokens.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (left, right) =>
        {
            var byTail = Tail(left).SequenceCompareTo(Tail(right));
            return byTail != 0 ? byTail : tokens[left].CompareTo(tokens[right]);
        });

        var nodes = new List<TrieNode> { default };
        var places = new List<int>();
        var words = new List<ulong>();
        var open = new List<int> { 0 };
        ReadOnlySpan<byte> previous = default;
        foreach (var item in order)
        {
            var tail = Tail(item);
            var shared = previous.CommonPrefixLength(tail);
            while (open.Count > shared + 1) Close();
            var isNew = open.Count <= tail.Length;
            while (open.Count <= tail.Length)
            {
                nodes.Add(new TrieNode(0, words.Count, (ushort)open.Count, tail[open.Count - 1]));
                open.Add(nodes.Count - 1);
            }

            if (isNew || places[^1] != tokens[item] >> 6)
            {
                places.Add(tokens[item] >> 6);
                words.Add(0);
            }

            words[^1] |= 1UL << tokens[item];
            _depth = Math.Max(_depth, tail.Length);
            previous = tail;
        }

        while (open.Count > 0) Close();
        nodes.Add(new TrieNode(nodes.Count, words.Count, 0, 0));
        _nodes = [.. nodes];
        _places = [.. places];
        _words = [.. words];

        ReadOnlySpan<byte> Tail(int item) => vocabulary.GetBytes(tokens[item])[starts[item]..];

        void Close()
        {
            nodes[open[^1]] = nodes[open[^1]] with { Next = nodes.Count };
            open.RemoveAt(open.Count - 1);
        }
    }

    /// <summary>Bytes held.</summary>
    public int Bytes => (_nodes.Length * 12) + (_places.Length * 12);

    /// <summary>Adds the tokens whose tail a machine can read from a state.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="state">The state at the end of the lexeme.</param>
    /// <param name="except">Tokens to leave out; empty for none.</param>
    /// <param name="mask">Where bits are set.</param>
    public void Walk(IByteMachine machine, int state, ReadOnlySpan<ulong> except, Span<ulong> mask)
    {
        Span<int> states = stackalloc int[_depth + 1];
        states[0] = state;
        var nodes = _nodes;
        for (var i = 1; i < nodes.Length - 1;)
        {
            ref readonly var at = ref nodes[i];
            var next = machine.Step(states[at.Depth - 1], at.Value);
            if (next == 0)
            {
                i = at.Next;
                continue;
            }

            states[at.Depth] = next;
            i++;
            for (var item = at.FirstItem; item < nodes[i].FirstItem; item++)
                mask[_places[item]] |= except.IsEmpty ? _words[item] : _words[item] & ~except[_places[item]];
        }
    }
}
