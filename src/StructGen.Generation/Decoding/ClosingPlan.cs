using System.Numerics;
using StructGen.Constraints;

namespace StructGen.Generation.Decoding;

/// <summary>Finds tokens that end an answer as soon as the constraint allows: what is written when the token limit is near.</summary>
/// <example>Inside <c>{"name": "Mia Ch</c> the plan is <c>"</c>, <c>}</c>, or one token <c>"}</c> where the vocabulary has it.</example>
internal sealed class ClosingPlan(Vocabulary vocabulary)
{
    private readonly ulong[] _mask = new ulong[vocabulary.MaskLength];

    /// <summary>The tokens of the plan that was made last.</summary>
    public List<int> Tokens { get; } = [];

    /// <summary>Makes a plan; the constraint is where it was afterwards.</summary>
    /// <param name="constraint">Where the answer stands.</param>
    /// <param name="limit">Most tokens; a longer plan is given up.</param>
    /// <returns>Whether there is one of at most so many tokens.</returns>
    public bool TryMake(ITokenConstraint constraint, int limit)
    {
        Tokens.Clear();
        while (!constraint.CanEnd && Tokens.Count < limit && NextToken(constraint) is >= 0 and var token && constraint.TryAccept(token)) Tokens.Add(token);
        var ends = constraint.CanEnd;
        constraint.Rollback(Tokens.Count);
        return ends;
    }

    // Every token of the closing mask lies on a shortest way to the end; the longest takes the fewest steps.
    private int NextToken(ITokenConstraint constraint)
    {
        constraint.FillClosingMask(_mask, constraint.MinBytesToEnd);
        var longest = -1;
        for (var word = 0; word < _mask.Length; word++)
        {
            for (var bits = _mask[word]; bits != 0; bits &= bits - 1)
            {
                var token = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (vocabulary.IsText(token) && (longest < 0 || vocabulary.GetBytes(token).Length > vocabulary.GetBytes(longest).Length)) longest = token;
            }
        }

        return longest;
    }
}
