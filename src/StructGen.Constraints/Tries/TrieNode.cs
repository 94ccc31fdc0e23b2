namespace StructGen.Constraints.Tries;

/// <summary>A node of a flat depth-first trie: the path from the root to it is a byte string.</summary>
/// <param name="Next">Index of the first node behind the subtree: where a walk goes on when this node is dead.</param>
/// <param name="FirstItem">Index of the node's first item; its items end where those of node + 1 begin, its subtree's where those of <paramref name="Next"/> begin.</param>
/// <param name="Depth">Length of the path.</param>
/// <param name="Value">Last byte of the path.</param>
internal readonly record struct TrieNode(int Next, int FirstItem, ushort Depth, byte Value);
