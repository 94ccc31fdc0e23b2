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
    private LexemeExitGroup[]? _groups;

    /// <summary>Takes the answer of a walk.</summary>
    public LexemeEntry(Vocabulary vocabulary, int node, ulong[]? stay, SparseMask sparseStay, LexemeExitRun[] exits)
    {
        _vocabulary = vocabulary;
        Node = node;
        Stay = stay;
        SparseStay = sparseStay;
        Exits = exits;
    }

    /// <summary>Takes a difference to another entry, most of whose exits are the same: their tails are shared.</summary>
    public LexemeEntry(LexemeEntry origin, ulong[] stay, LexemeExitRun[] exits)
        : this(origin._vocabulary, origin.Node, stay, default, exits)
        => Origin = origin.Origin ?? origin;

    /// <summary>The entry whose tails are shared; null when there is none.</summary>
    public LexemeEntry? Origin { get; }

    /// <summary>Where in the trie the lexeme was entered; 0 is the root.</summary>
    public int Node { get; }

    /// <summary>The tokens that stay inside, of an entry at the root.</summary>
    public ulong[]? Stay { get; }

    /// <summary>The tokens that stay inside, of an entry below the root.</summary>
    public SparseMask SparseStay { get; }

    /// <summary>The tokens that leave after one byte or more, in trie order.</summary>
    public LexemeExitRun[] Exits { get; }

    /// <summary>The exits by the byte that the lexeme cannot read: most such bytes the structure cannot read either.</summary>
    public LexemeExitGroup[] Groups => _groups ??= LexemeExitGroup.Of(_vocabulary, this);

    /// <summary>Bytes held, roughly.</summary>
    public int Bytes => 200 + (Stay is null ? SparseStay.Bytes : Stay.Length * 8) + (Exits.Length * 24);
}
