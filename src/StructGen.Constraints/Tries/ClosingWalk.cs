using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tries;

/// <summary>Finds the tokens after which the text can still be finished within a number of bytes.</summary>
/// <remarks>
/// With 2 bytes left inside the string of <c>{"a": "x</c> only <c>"</c> and <c>"}</c> remain. A token counts its own bytes plus
/// <see cref="IByteMachine.MinBytes"/> of the state behind it; since one byte lowers that bound by one at most, the sum never falls
/// along a path, and a subtree that is over the limit is left. Cheap when little slack is left, a plain walk of the whole trie when there is much.
/// </remarks>
internal sealed class ClosingWalk(IByteMachine machine, Vocabulary vocabulary)
{
    private readonly int[] _states = new int[vocabulary.Trie.MaxDepth + 1];

    /// <summary>Writes the mask; where no token fits, that of the tokens which come nearest.</summary>
    /// <returns>Whether some token, or the end, fits.</returns>
    public bool Fill(int state, Span<ulong> mask, int maxBytes)
    {
        mask.Clear();
        var canEnd = machine.CanEnd(state);
        _states[0] = state;
        var nearest = maxBytes < 0 ? int.MaxValue : Walk(mask, maxBytes);
        var fits = canEnd || (maxBytes >= 0 && nearest <= maxBytes);
        if (!fits)
        {
            // Pass by pass nearer: the limit only ever falls, so this ends with the tokens of the lowest sum.
            nearest = Math.Max(maxBytes, machine.MinBytes(state));
            while (Walk(mask, nearest) > nearest) nearest = nearest < 1 << 28 ? Math.Max(nearest + 1, nearest * 2) : throw new InvalidOperationException("No token continues a state that is not finished.");
            while (true)
            {
                var lower = Walk(mask, nearest);
                if (lower >= nearest) break;
                nearest = lower;
            }

            mask.Clear();
            Walk(mask, nearest);
        }

        if (canEnd)
        {
            MaskWords.Set(mask, vocabulary.Ends);
        }

        return fits;
    }

    // Sets the tokens within the limit and returns the lowest sum seen, or more than the limit when there is none.
    private int Walk(Span<ulong> mask, int limit)
    {
        var trie = vocabulary.Trie;
        var nodes = trie.Nodes;
        var lowest = int.MaxValue;
        for (var i = 1; i < nodes.Length - 1;)
        {
            ref readonly var at = ref nodes[i];
            var next = machine.Step(_states[at.Depth - 1], at.Value);
            var sum = next == 0 ? int.MaxValue : machine.MinBytes(next) + at.Depth;
            if (sum > limit)
            {
                i = at.Next;
                continue;
            }

            _states[at.Depth] = next;
            i++;
            if (nodes[i].FirstItem == at.FirstItem) continue;
            lowest = Math.Min(lowest, sum);
            MaskWords.Set(mask, trie.Tokens.AsSpan(at.FirstItem, nodes[i].FirstItem - at.FirstItem));
        }

        return lowest;
    }
}
