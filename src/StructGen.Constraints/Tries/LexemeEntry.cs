namespace StructGen.Constraints.Tries;

/// <summary>What the tokens of a vocabulary do from one state of a lexeme: those that stay inside, and those that leave.</summary>
/// <remarks>
/// Says nothing about schemas, so one entry serves every schema whose automaton has a state with the same
/// <see cref="Automata.LexemeAutomaton.MaskKey"/>. An entry below a node of the trie is about the tokens that begin with
/// the node's path, the lexeme having been entered there: <c>"The</c> where a string begins. Immutable.
/// </remarks>
internal sealed class LexemeEntry
{
    private readonly Vocabulary _vocabulary;
    private readonly LexemeEntry? _tailsOf;
    private TailTrie? _tails;
    private LexemeExitRun[]? _witnesses;

    /// <summary>Takes the answer of a walk.</summary>
    public LexemeEntry(Vocabulary vocabulary, int node, ulong[]? stay, SparseMask sparseStay, LexemeExitRun[] exits)
    {
        _vocabulary = vocabulary;
        Node = node;
        Stay = stay;
        SparseStay = sparseStay;
        Exits = exits;
    }

    /// <summary>Takes a difference to another entry whose exits are the same.</summary>
    public LexemeEntry(Vocabulary vocabulary, ulong[] stay, LexemeEntry sameExits)
        : this(vocabulary, sameExits.Node, stay, default, sameExits.Exits)
        => _tailsOf = sameExits;

    /// <summary>Where in the trie the lexeme was entered; 0 is the root.</summary>
    public int Node { get; }

    /// <summary>The tokens that stay inside, of an entry at the root.</summary>
    public ulong[]? Stay { get; }

    /// <summary>The tokens that stay inside, of an entry below the root.</summary>
    public SparseMask SparseStay { get; }

    /// <summary>The tokens that leave after one byte or more, in trie order.</summary>
    public LexemeExitRun[] Exits { get; }

    /// <summary>The tails of all <see cref="Exits"/>; built when first asked for.</summary>
    public TailTrie Tails => _tails ??= _tailsOf?.Tails ?? BuildTails();

    /// <summary>For each first byte of a tail an exit on it, ascending by byte: behind it the lexeme is sure not to read that byte itself.</summary>
    public LexemeExitRun[] Witnesses => _witnesses ??= _tailsOf?.Witnesses ?? [.. Exits.DistinctBy(FirstByte).OrderBy(FirstByte)];

    /// <summary>Bytes held, roughly.</summary>
    public int Bytes => 200 + (Stay is null ? SparseStay.Bytes : Stay.Length * 8) + (Exits.Length * 40);

    private byte FirstByte(LexemeExitRun run) => _vocabulary.Trie.Nodes[run.Node].Value;

    private TailTrie BuildTails()
    {
        var trie = _vocabulary.Trie;
        var offset = trie.Nodes[Node].Depth;
        var tokens = new List<int>();
        var starts = new List<int>();
        foreach (var run in Exits)
        {
            foreach (var token in trie.Subtree(run.Node))
            {
                tokens.Add(token);
                starts.Add(offset + run.Length);
            }
        }

        return new TailTrie(_vocabulary, [.. tokens], [.. starts]);
    }
}
