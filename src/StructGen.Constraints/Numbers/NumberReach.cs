using StructGen.Constraints.Schemas;
using System.Numerics;

namespace StructGen.Constraints.Numbers;

/// <summary>
/// Which beginnings can be finished: with maximum 15, <c>1</c> can (10 to 15), <c>16</c> cannot. Told by arithmetic: <c>1</c> and k more digits reach the numbers from
/// 1·10^k to before 2·10^k.
/// </summary>
/// <remarks>
/// Exponents. A number in the middle of nowhere is not saved by an exponent: <c>7000e-2</c> is not offered where at most 100 is allowed, because whoever writes
/// 7000 there has lost the way. An exponent may follow a mantissa whose integer part is one digit other than 0, as Python and JavaScript write
/// them (<c>1e-05</c>, <c>5e-324</c>, <c>1.7976931348623157e+308</c>), a zero, or any mantissa where every number is allowed. Every <i>value</i> can be written.
/// </remarks>
internal static class NumberReach
{
    /// <summary>No bound is approached with more integer digits than this.</summary>
    public const int MostDigits = 400;

    /// <summary>After so many fraction digits no exponent is offered where divisors are asked for.</summary>
    private const int MostFractionBeforeExponent = 17;

    /// <summary>Whether a number in the set ends here.</summary>
    public static bool Accepts(NumberSide side, NumberPrefix prefix) => prefix.Phase switch
    {
        NumberPhase.Zero or NumberPhase.Integer => side.Plain.Contains(prefix.Value),
        NumberPhase.Fraction or NumberPhase.Exponent => side.Other.Contains(prefix.Value),
        _ => false,
    };

    /// <summary>Whether some number in the set begins so.</summary>
    public static bool CanFinish(NumberSide side, NumberPrefix prefix)
    {
        switch (prefix.Phase)
        {
            case NumberPhase.Minus:
                // A sign is for negative numbers; -0 is written as 0 where there are none.
                return ValueSearch.Values(side.Plain).Any(value => value.Sign != 0) || ValueSearch.Values(side.Other).Any(value => value.Sign != 0);
            case NumberPhase.Zero:
                return side.Plain.Members[0] || CanFinishFraction(side, prefix);
            case NumberPhase.Integer:
                return CanFinishInteger(side.Plain, prefix) || CanFinishInteger(side.Other, prefix) || CanBeSaved(side, prefix);
            case NumberPhase.Point or NumberPhase.Fraction:
                return CanFinishFraction(side, prefix) || CanBeSaved(side, prefix);
            default:
                return MayHaveExponent(side, prefix) && Exponents(prefix).Any(exponent => side.Other.Contains(Decimals.Scale(prefix.Mantissa, exponent - prefix.FractionDigits)));
        }
    }

    /// <summary>Whether an exponent may follow the mantissa.</summary>
    public static bool MayHaveExponent(NumberSide side, NumberPrefix prefix) =>
        prefix.IsZero || side.IsFree || (prefix.IsScientific && !(side.HasDivisors && prefix.FractionDigits > MostFractionBeforeExponent));

    private static bool CanFinishInteger(ValueSet set, NumberPrefix prefix)
    {
        if (set.Cuts[^1].Magnitude <= MostDigits && Divisibilities.Ways(set.Between[^1]).Any()) return true;
        var most = Math.Min(set.Cuts[^1].Magnitude, MostDigits) - prefix.IntegerDigits;
        for (var more = 0; more <= most; more++)
        {
            if (ValueSearch.Any(set, Decimals.Scale(prefix.Mantissa, more), Decimals.Scale(prefix.Mantissa + 1, more))) return true;
        }

        return false;
    }

    private static bool CanFinishFraction(NumberSide side, NumberPrefix prefix) =>
        ValueSearch.Any(side.Other, Decimals.Scale(prefix.Mantissa, -prefix.FractionDigits), Decimals.Scale(prefix.Mantissa + 1, -prefix.FractionDigits));

    /// <summary>Whether an exponent makes a number of the set from a mantissa that begins so.</summary>
    private static bool CanBeSaved(NumberSide side, NumberPrefix prefix)
    {
        if (!prefix.IsScientific || (side.HasDivisors && prefix.Phase != NumberPhase.Integer)) return false;
        foreach (var exponent in Candidates(side.Other, prefix))
        {
            // Where divisors are asked for no fraction is begun that only an exponent would save; the digit alone must do.
            var low = Decimals.Scale(prefix.Mantissa, exponent - prefix.FractionDigits);
            if (side.HasDivisors ? side.Other.Contains(low) : ValueSearch.Any(side.Other, low, Decimals.Scale(prefix.Mantissa + 1, exponent - prefix.FractionDigits))) return true;
        }

        return false;
    }

    /// <summary>Exponents that bring the first digit next to a cut; between two cuts far apart one of them stands for all.</summary>
    private static IEnumerable<int> Candidates(ValueSet set, NumberPrefix prefix)
    {
        if (set.Between.Any(condition => condition.Answer is null)) return Enumerable.Range(0, NumberPrefix.LargestExponent + 1).Concat(Enumerable.Range(NumberPrefix.SmallestExponent, -NumberPrefix.SmallestExponent));
        return set.Cuts.Skip(1).SelectMany(cut => new[] { -1, 0, 1 }.Select(near => cut.Magnitude + near - prefix.Magnitude))
            .Append(0).Append(NumberPrefix.SmallestExponent).Append(NumberPrefix.LargestExponent)
            .Where(exponent => exponent is >= NumberPrefix.SmallestExponent and <= NumberPrefix.LargestExponent).Select(exponent => (int)exponent).Distinct();
    }

    /// <summary>The exponents that can still be written.</summary>
    private static IEnumerable<int> Exponents(NumberPrefix prefix)
    {
        if (prefix.Phase == NumberPhase.E)
        {
            foreach (var exponent in Exponents(prefix with { Phase = NumberPhase.ExponentSign })) yield return exponent;
            foreach (var exponent in Exponents(prefix with { Phase = NumberPhase.ExponentSign, IsExponentNegative = true })) yield return exponent;
            yield break;
        }

        if (prefix.Phase == NumberPhase.Exponent) yield return prefix.Exponent;
        for (var digit = 0; digit < 10; digit++)
        {
            if (!prefix.TryAppendExponent(digit, out var exponent)) continue;
            foreach (var longer in Exponents(prefix with { Phase = NumberPhase.Exponent, ExponentDigits = prefix.ExponentDigits + 1, WrittenExponent = exponent })) yield return longer;
        }
    }
}
