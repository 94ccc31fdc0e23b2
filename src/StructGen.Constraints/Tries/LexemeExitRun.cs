namespace StructGen.Constraints.Tries;

/// <summary>Tokens that leave a lexeme at the same place: the subtree of a trie node whose last byte the lexeme cannot read.</summary>
/// <remarks>Inside a string, the node <c>done"</c> with its subtree <c>done"</c>, <c>done",</c>: the lexeme reads 4 bytes, then dies on the quote.</remarks>
/// <param name="Node">The node.</param>
/// <param name="Length">Bytes of the token that the lexeme reads, at least one.</param>
internal readonly record struct LexemeExitRun(int Node, int Length)
{
    /// <summary>Compares by node.</summary>
    public static Comparer<LexemeExitRun> InTrieOrder { get; } = Comparer<LexemeExitRun>.Create(static (left, right) => left.Node.CompareTo(right.Node));
}
