using System.Numerics;
using StructGen.Constraints;

namespace StructGen.Generation.Decoding;

/// <summary>A shortest ending in which the model chooses among the tokens that are on a shortest way: the digits of a date, one of two names of the same length.</summary>
internal sealed class GuidedEnding(Vocabulary vocabulary, TokenChooser chooser, ClosingPlan plan, RepetitionGuard written)
{
    /// <summary>Choices that leave the plan; each one costs a new plan.</summary>
    private const int MostDetours = 64;

    private readonly ulong[] _mask = new ulong[vocabulary.MaskLength];

    /// <summary>Has the model computed up to here; false where it cannot be asked any more.</summary>
    public delegate bool LogitReader(out ReadOnlySpan<float> logits);

    /// <summary>Accepts and gives tokens until the answer may end.</summary>
    /// <param name="constraint">Where the answer stands; the plan was made for it.</param>
    /// <param name="left">Tokens that there may still be, before each token.</param>
    /// <param name="read">Gives the model's view.</param>
    public IEnumerable<int> Tokens(ITokenConstraint constraint, Func<int> left, LogitReader read)
    {
        var planned = new Queue<int>(plan.Tokens);
        for (var detours = 0; planned.TryPeek(out var token);)
        {
            if (detours < MostDetours && Wish(constraint, read) is { } wish && wish != token && constraint.TryAccept(wish))
            {
                detours++;
                if (plan.TryMake(constraint, left() - 1))
                {
                    planned = new Queue<int>(plan.Tokens);
                    yield return wish;
                    continue;
                }

                constraint.Rollback(1);
            }

            planned.Dequeue();
            if (!constraint.TryAccept(token))
                throw new InvalidOperationException($"The constraint refuses token {token} that leads to an end. This is a bug of the constraint engine.");
            yield return token;
        }
    }

    private int? Wish(ITokenConstraint constraint, LogitReader read)
    {
        constraint.FillClosingMask(_mask, constraint.MinBytesToEnd);
        foreach (var end in vocabulary.EndTokens) _mask[end >> 6] &= ~(1UL << (end & 63));
        if (written.IsAtStringStart) LeaveOutZeros();
        var (choices, first) = (0, -1);
        for (var word = 0; word < _mask.Length; word++)
        {
            if (first < 0 && _mask[word] != 0) first = (word << 6) + BitOperations.TrailingZeroCount(_mask[word]);
            choices += BitOperations.PopCount(_mask[word]);
        }

        if (choices == 0) return null;
        return choices > 1 && read(out var logits) && chooser.Choose(logits, _mask) is >= 0 and var wish ? wish : first;
    }

    /// <summary>A text that is made up begins with no zero where it can begin otherwise: the year 0000 is no date that programs can read.</summary>
    private void LeaveOutZeros()
    {
        var kept = (ulong[])_mask.Clone();
        for (var word = 0; word < _mask.Length; word++)
        {
            for (var bits = _mask[word]; bits != 0; bits &= bits - 1)
            {
                var token = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (vocabulary.IsText(token) && vocabulary.GetBytes(token) is [(byte)'0', ..]) kept[word] &= ~(1UL << (token & 63));
            }
        }

        if (kept.Any(word => word != 0)) kept.CopyTo(_mask, 0);
    }
}
