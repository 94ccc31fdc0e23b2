using System.Buffers.Binary;
using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tries;

/// <summary>The text tokens of a vocabulary as a flat depth-first trie.</summary>
/// <remarks>
/// The tokens <c>a</c> (7), <c>an</c> (3), <c>and</c> (9) and <c>b</c> (4) become the nodes
/// <c>root a n d b</c> with <see cref="TrieNode.Next"/> <c>5 4 4 4 5</c> and the token list <c>7 3 9 4</c>. A walk keeps one
/// state a depth and goes through the nodes from left to right; a dead node is left by jumping to its <c>Next</c>. The tokens
/// of a subtree are neighbours in the list, so a whole subtree is taken or dropped without looking at its nodes.
/// Tokens with equal bytes share a node. Tokens longer than <see cref="LexemeAutomaton.MaskHorizon"/> are left out: they are
/// never offered, and what they say can be said with shorter ones. Immutable.
/// </remarks>
internal sealed class TokenTrie
{
    private readonly int[] _rootChildren = new int[256];
    private TrieReach[]? _reaches;

    /// <summary>Builds the trie of the tokens that stand for text.</summary>
    public TokenTrie(Vocabulary vocabulary)
    {
        var order = InByteOrder(vocabulary);
        var total = 0;
        foreach (var token in order)
        {
            total += vocabulary.GetBytes(token).Length;
            MaxDepth = Math.Max(MaxDepth, vocabulary.GetBytes(token).Length);
        }

        var nodes = new TrieNode[total + 2];
        var open = new int[MaxDepth + 1];
        var count = 1;
        var depth = 0;
        ReadOnlySpan<byte> previous = default;
        for (var item = 0; item < order.Length; item++)
        {
            var bytes = vocabulary.GetBytes(order[item]);
            var shared = previous.CommonPrefixLength(bytes);
            for (; depth > shared; depth--) nodes[open[depth]] = nodes[open[depth]] with { Next = count };
            for (; depth < bytes.Length; depth++)
            {
                if (depth == 0) _rootChildren[bytes[0]] = count;
                open[depth + 1] = count;
                nodes[count++] = new TrieNode(0, item, (ushort)(depth + 1), bytes[depth]);
            }

            previous = bytes;
        }

        for (; depth > 0; depth--) nodes[open[depth]] = nodes[open[depth]] with { Next = count };
        nodes[0] = new TrieNode(count, 0, 0, 0);
        nodes[count] = new TrieNode(count, order.Length, 0, 0);
        Nodes = nodes[..(count + 1)];
        Tokens = order;
    }

    /// <summary>The nodes, root first, and one past the end as a sentinel.</summary>
    public TrieNode[] Nodes { get; }

    /// <summary>Token ids in the byte order of their text: the nodes' items.</summary>
    public int[] Tokens { get; }

    /// <summary>For each node the characters below it; computed when first asked for.</summary>
    public TrieReach[] Reaches => _reaches ??= TrieReach.Of(Nodes);

    /// <summary>Length of the longest path.</summary>
    public int MaxDepth { get; }

    /// <summary>The root's child on a byte; 0 when no token begins with it.</summary>
    public int RootChild(byte value) => _rootChildren[value];

    /// <summary>A node's child on a byte; 0 where there is none.</summary>
    public int Child(int node, byte value)
    {
        if (node == 0) return _rootChildren[value];
        for (var child = node + 1; child < Nodes[node].Next; child = Nodes[child].Next)
        {
            if (Nodes[child].Value >= value) return Nodes[child].Value == value ? child : 0;
        }

        return 0;
    }

    /// <summary>The ids of the tokens that begin with the path of a node.</summary>
    public ReadOnlySpan<int> Subtree(int node) => Tokens.AsSpan(Nodes[node].FirstItem, Nodes[Nodes[node].Next].FirstItem - Nodes[node].FirstItem);

    /// <summary>Sets the bits of all tokens that a machine can read from a state without dying.</summary>
    /// <remarks>The plain walk, byte by byte: the meaning that every faster way must keep, and good enough where few bytes are alive.</remarks>
    public void Walk(IByteMachine machine, int state, Span<ulong> mask)
    {
        Span<int> states = stackalloc int[MaxDepth + 1];
        states[0] = state;
        Walk(machine, 0, states, mask);
    }

    /// <summary>The walk below a node.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="node">A node; its own tokens are not looked at.</param>
    /// <param name="states">Room for a state a depth; the node's own state is filled in.</param>
    /// <param name="mask">Where bits are set.</param>
    public void Walk(IByteMachine machine, int node, Span<int> states, Span<ulong> mask)
    {
        var nodes = Nodes;
        var end = nodes[node].Next;
        for (var i = node + 1; i < end;)
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
            MaskWords.Set(mask, Tokens.AsSpan(at.FirstItem, nodes[i].FirstItem - at.FirstItem));
        }
    }

    private static int[] InByteOrder(Vocabulary vocabulary)
    {
        var ids = new List<int>(vocabulary.Count);
        for (var id = 0; id < vocabulary.Count; id++)
        {
            if (vocabulary.IsText(id) && vocabulary.GetBytes(id).Length <= LexemeAutomaton.MaskHorizon) ids.Add(id);
        }

        // Eight bytes at once decide nearly all comparisons; ties are sorted among themselves.
        var order = ids.ToArray();
        var keys = new ulong[order.Length];
        Span<byte> head = stackalloc byte[8];
        for (var i = 0; i < order.Length; i++)
        {
            head.Clear();
            var bytes = vocabulary.GetBytes(order[i]);
            bytes[..Math.Min(8, bytes.Length)].CopyTo(head);
            keys[i] = BinaryPrimitives.ReadUInt64BigEndian(head);
        }

        Array.Sort(keys, order);
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && keys[end] == keys[start]) end++;
            if (end - start > 1)
            {
                order.AsSpan(start, end - start).Sort((left, right) =>
                {
                    var byText = vocabulary.GetBytes(left).SequenceCompareTo(vocabulary.GetBytes(right));
                    return byText != 0 ? byText : left.CompareTo(right);
                });
            }

            start = end;
        }

        return order;
    }
}
