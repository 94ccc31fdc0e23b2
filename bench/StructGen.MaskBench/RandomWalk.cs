using System.Numerics;
using System.Text;
using StructGen.Constraints;

namespace StructGen.MaskBench;

/// <summary>An answer by chance: a uniform choice among allowed tokens, now and then one that brings the end nearer, and past a soft budget only such.</summary>
internal sealed class RandomWalk(CompiledConstraint constraint, int seed, CancellationToken stop)
{
    private const int HardBudget = 20_000;

    private readonly Random _random = new(seed);
    private readonly List<byte> _bytes = [];
    private readonly ulong[] _closing = new ulong[constraint.Vocabulary.MaskLength];

    /// <summary>What was written.</summary>
    public string Text => Encoding.UTF8.GetString(_bytes.ToArray());

    public WalkResult Run()
    {
        var matcher = constraint.CreateMatcher();
        var softBudget = _random.Next(4, 120);

        // How fond of closing: some walks write long texts, others hurry through the structure.
        var fondness = _random.NextDouble() * 0.6;
        for (var step = 0; step < HardBudget; step++)
        {
            stop.ThrowIfCancellationRequested();
            ReadOnlySpan<ulong> mask;
            if (step >= softBudget || _random.NextDouble() < fondness)
            {
                // Now and then a detour of a few bytes, for variety.
                var slack = step < softBudget ? _random.Next(0, 4) : 0;
                matcher.FillClosingMask(_closing, matcher.MinBytesToEnd + slack);
                mask = _closing;
            }
            else
            {
                mask = matcher.Mask;
            }

            var count = TokenMask.Count(mask);
            if (count == 0) return WalkResult.Stuck;
            var token = Pick(mask, _random.Next(count));

            // Where the answer may end it does so past the budget, not by a chance of one in thousands.
            if (step >= softBudget && matcher.CanEnd) token = constraint.Vocabulary.EndTokens[0];
            if (!matcher.TryAccept(token)) return WalkResult.Stuck;
            if (!constraint.Vocabulary.IsText(token)) return WalkResult.Finished;
            foreach (var value in constraint.Vocabulary.GetBytes(token)) _bytes.Add(value);
        }

        return WalkResult.Unfinished;
    }

    private static int Pick(ReadOnlySpan<ulong> mask, int number)
    {
        for (var place = 0; place < mask.Length; place++)
        {
            var word = mask[place];
            var count = BitOperations.PopCount(word);
            if (number >= count)
            {
                number -= count;
                continue;
            }

            for (; number > 0; number--) word &= word - 1;
            return (place << 6) + BitOperations.TrailingZeroCount(word);
        }

        throw new ArgumentOutOfRangeException(nameof(number));
    }
}
