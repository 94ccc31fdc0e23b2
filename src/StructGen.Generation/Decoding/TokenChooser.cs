using System.Numerics;
using System.Numerics.Tensors;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Decoding;

/// <summary>Chooses the next token among those that a mask allows. One owner; allocates nothing per token.</summary>
/// <remarks>
/// Logits are read, not written: greedy choice is the largest over the set bits, and a draw gathers the allowed tokens only, so
/// probabilities are those of the model under the condition that the token is allowed. Order of the filters: temperature, top-k,
/// top-p, min-p. Tokens less than 10⁻⁹ times as likely as the likeliest are never drawn. Equal logits: the lowest id wins. NaN counts as −∞.
/// </remarks>
internal sealed class TokenChooser
{
    private const float Negligible = 1e-9f;

    private readonly SamplingOptions _options;
    private readonly float[] _weights;
    private readonly int[] _tokens;
    private DrawSequence _draws;

    /// <summary>Takes the options and the size of the vocabulary.</summary>
    public TokenChooser(SamplingOptions options, int vocabularySize)
    {
        _options = options;
        _draws = new DrawSequence((ulong)(options.Seed ?? Random.Shared.Next()));
        _weights = IsGreedy ? [] : new float[vocabularySize];
        _tokens = IsGreedy ? [] : new int[vocabularySize];
    }

    private bool IsGreedy => !(_options.Temperature > 0) || _options.TopK == 1;

    /// <summary>Chooses a token.</summary>
    /// <param name="logits">One a token.</param>
    /// <param name="mask">Which are allowed.</param>
    /// <returns>−1 where the mask allows none.</returns>
    public int Choose(ReadOnlySpan<float> logits, ReadOnlySpan<ulong> mask)
    {
        var best = Likeliest(logits, mask);
        return IsGreedy || best < 0 || !float.IsFinite(logits[best]) ? best : Draw(logits, mask, logits[best]);
    }

    private static int Likeliest(ReadOnlySpan<float> logits, ReadOnlySpan<ulong> mask)
    {
        var best = -1;
        var bestLogit = float.NegativeInfinity;
        for (var word = 0; word < mask.Length && word << 6 < logits.Length; word++)
        {
            var bits = mask[word];
            if (bits == 0) continue;
            if (bits == ulong.MaxValue)
            {
                // A run of words that allow everything is searched as one block.
                var end = word + 1;
                while (end < mask.Length && mask[end] == ulong.MaxValue) end++;
                var block = logits[(word << 6)..Math.Min(end << 6, logits.Length)];
                var index = TensorPrimitives.IndexOfMax(block);
                if (!float.IsNaN(block[index]))
                {
                    Take(block[index], (word << 6) + index, ref best, ref bestLogit);
                    word = end - 1;
                    continue;
                }
            }

            for (; bits != 0; bits &= bits - 1)
            {
                var token = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (token < logits.Length) Take(logits[token], token, ref best, ref bestLogit);
            }
        }

        return best;
    }

    // The first allowed token is taken whatever its logit: an allowed token is returned as long as there is one.
    private static void Take(float logit, int token, ref int best, ref float bestLogit)
    {
        if (best >= 0 && !(logit > bestLogit)) return;
        best = token;
        bestLogit = float.IsNaN(logit) ? float.NegativeInfinity : logit;
    }

    private int Draw(ReadOnlySpan<float> logits, ReadOnlySpan<ulong> mask, float largest)
    {
        var count = Gather(logits, mask, largest);
        var first = 0;
        if (_options.TopK is > 0 || _options.TopP is < 1 || _options.MinP is > 0) first = Filter(count);

        var total = 0.0;
        for (var i = first; i < count; i++) total += _weights[i];
        var point = _draws.Next() * total;
        for (var i = count - 1; i > first; i--)
        {
            point -= _weights[i];
            if (point < 0) return _tokens[i];
        }

        return _tokens[first];
    }

    private int Gather(ReadOnlySpan<float> logits, ReadOnlySpan<ulong> mask, float largest)
    {
        var count = 0;
        var inverse = 1 / _options.Temperature;
        for (var word = 0; word < mask.Length && word << 6 < logits.Length; word++)
        {
            for (var bits = mask[word]; bits != 0; bits &= bits - 1)
            {
                var token = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (token >= logits.Length) break;
                var weight = MathF.Exp((logits[token] - largest) * inverse);
                if (!(weight >= Negligible)) continue;
                _weights[count] = weight;
                _tokens[count++] = token;
            }
        }

        return count;
    }

    /// <summary>Sorts ascending and gives the index of the first token that passes the filters.</summary>
    private int Filter(int count)
    {
        Array.Sort(_weights, _tokens, 0, count);
        var first = _options.TopK is > 0 and { } k ? Math.Max(0, count - k) : 0;
        if (_options.TopP is < 1 and { } topP)
        {
            var total = 0.0;
            for (var i = first; i < count; i++) total += _weights[i];
            var reached = 0.0;
            for (var i = count - 1; i >= first; i--)
            {
                reached += _weights[i];
                if (reached >= topP * total)
                {
                    first = i;
                    break;
                }
            }
        }

        if (_options.MinP is > 0 and { } minP)
        {
            // The likeliest has weight 1.
            while (first < count - 1 && _weights[first] < minP) first++;
        }

        return first;
    }
}
