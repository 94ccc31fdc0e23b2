using System.Numerics;

namespace StructGen.Constraints;

/// <summary>Reads a mask: 64 tokens a word, bit <c>id &amp; 63</c> of word <c>id &gt;&gt; 6</c>.</summary>
public static class TokenMask
{
    /// <summary>Whether a token is allowed.</summary>
    public static bool Contains(ReadOnlySpan<ulong> mask, int token) => (mask[token >> 6] >> (token & 63) & 1) != 0;

    /// <summary>Number of allowed tokens.</summary>
    public static int Count(ReadOnlySpan<ulong> mask)
    {
        var count = 0;
        foreach (var word in mask) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>Whether no token is allowed.</summary>
    public static bool IsEmpty(ReadOnlySpan<ulong> mask) => !mask.ContainsAnyExcept(0UL);

    /// <summary>Writes negative infinity to the logits of all tokens that are not allowed.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="logits">One logit a token; may be shorter or longer than the mask, tokens beyond the mask are forbidden.</param>
    public static void Apply(ReadOnlySpan<ulong> mask, Span<float> logits)
    {
        for (var word = 0; word << 6 < logits.Length; word++)
        {
            var forbidden = word < mask.Length ? ~mask[word] : ulong.MaxValue;
            var block = logits.Slice(word << 6, Math.Min(64, logits.Length - (word << 6)));
            if (forbidden == ulong.MaxValue)
            {
                block.Fill(float.NegativeInfinity);
                continue;
            }

            for (; forbidden != 0; forbidden &= forbidden - 1)
            {
                var bit = BitOperations.TrailingZeroCount(forbidden);
                if (bit < block.Length) block[bit] = float.NegativeInfinity;
            }
        }
    }
}
