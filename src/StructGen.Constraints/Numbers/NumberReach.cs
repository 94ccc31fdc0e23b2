using System.Numerics;
using StructGen.Constraints.Schemas;

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
    public const int MostDigits = 1_008;

    /// <summary>After so many fraction digits no exponent is offered where divisors are asked for.</summary>
    private const int MostFractionBeforeExponent = 17;

    /// <summary>Whether a number in the set ends here.</summary>
    public static bool Accepts(NumberSide side, NumberPrefix prefix) => prefix.Phase switch
    {
        NumberPhase.Zero or NumberPhase.Integer => side.Plain.Contains(prefix.Value),
        NumberPhase.Exponent when side.Spelling is not null => IsPlainExponent(side, prefix.Exponent),
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
                return MayHaveExponent(side, prefix) && CanFinishExponent(side, prefix);
        }
    }

    /// <summary>Whether an exponent may follow the mantissa.</summary>
    public static bool MayHaveExponent(NumberSide side, NumberPrefix prefix) => side.Spelling is not null ? MayHavePlainExponent(side, prefix) :
        prefix.IsZero || side.IsFree || (prefix.IsScientific && !(side.HasDivisors && prefix.FractionDigits > MostFractionBeforeExponent));

    private static bool CanFinishInteger(ValueSet set, NumberPrefix prefix)
    {
        if (set.Cuts[^1].Magnitude <= MostDigits && Divisibilities.Ways(set.Between[^1]).Any()) return true;
        var most = Math.Min(set.Cuts[^1].Magnitude, MostDigits) - prefix.IntegerDigits;

        // Nothing is below the first cut: fewer digits than it has need not be tried.
        var least = set.Cuts.Length > 1 && set.Between[1].Answer == false ? Math.Max(0, set.Cuts[1].Magnitude - prefix.IntegerDigits - 1) : 0;
        for (var more = (int)least; more <= most; more++)
        {
            if (ValueSearch.Any(set, Decimals.Scale(prefix.Mantissa, more), Decimals.Scale(prefix.Mantissa + 1, more))) return true;
        }

        return false;
    }

    /// <summary>Whether plain writing puts an exponent behind the mantissa: one digit, and no more behind the point than tell doubles apart.</summary>
    private static bool MayHavePlainExponent(NumberSide side, NumberPrefix prefix)
        => prefix.IsScientific && prefix.FractionDigits < PlainSpelling.MostDigits && (side.LargestExponent > 0 || side.HasTiny);

    private static bool IsPlainExponent(NumberSide side, int exponent)
        => (exponent >= PlainSpelling.SmallestLarge && exponent <= side.LargestExponent) || (side.HasTiny && exponent is <= PlainSpelling.LargestTiny and >= -PlainSpelling.MostExponent);

    private static bool CanFinishPlainExponent(NumberSide side, NumberPrefix prefix)
    {
        for (var exponent = -PlainSpelling.MostExponent; exponent <= PlainSpelling.MostExponent; exponent++)
            if (IsPlainExponent(side, exponent) && CanWrite(prefix, exponent)) return true;
        return false;
    }

    private static bool CanFinishFraction(NumberSide side, NumberPrefix prefix) =>
        side.Spelling is { } spelling && prefix.FractionDigits >= spelling.PlacesAfter(prefix)
            ? prefix.FractionDigits == spelling.PlacesAfter(prefix) && side.Other.Contains(prefix.Value)
            : ValueSearch.Any(side.Other, Decimals.Scale(prefix.Mantissa, -prefix.FractionDigits), Decimals.Scale(prefix.Mantissa + 1, -prefix.FractionDigits));

    /// <summary>Whether an exponent makes a number of the set from a mantissa that begins so.</summary>
    private static bool CanBeSaved(NumberSide side, NumberPrefix prefix)
    {
        if (side.Spelling is not null) return MayHavePlainExponent(side, prefix);
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

    private static bool CanFinishExponent(NumberSide side, NumberPrefix prefix)
    {
        if (side.Spelling is not null) return CanFinishPlainExponent(side, prefix);
        if (prefix.IsZero || side.IsFree) return side.Other.Members[0];
        var (set, mantissa) = (side.Other, Decimals.Scale(prefix.Mantissa, -prefix.FractionDigits));
        for (var i = 1; i < set.Cuts.Length; i++)
        {
            if (set.Members[i] && set.Cuts[i].Mantissa == mantissa.Mantissa && CanWrite(prefix, set.Cuts[i].Exponent - (long)mantissa.Exponent)) return true;
        }

        // Between the cuts: no exponent so small that no divisor divides, none beyond the last cut if nothing is there.
        long low = NumberPrefix.SmallestExponent, high = NumberPrefix.LargestExponent;
        if (!set.Between.Any(condition => condition.IsDense || condition.Answer == true)) low = Math.Max(low, set.Between.SelectMany(condition => condition.Divisors).Select(divisor => (long)divisor.Exponent).DefaultIfEmpty(int.MaxValue).Min() - mantissa.Exponent);
        if (set.Between[^1].Answer == false) high = Math.Min(high, set.Cuts[^1].Magnitude - mantissa.Magnitude);
        if (set.Between[1].Answer == false && set.Cuts.Length > 1) low = Math.Max(low, set.Cuts[1].Magnitude - mantissa.Magnitude);
        for (var exponent = low; exponent <= high; exponent++)
        {
            if (CanWrite(prefix, exponent) && set.Contains(mantissa with { Exponent = mantissa.Exponent + (int)exponent })) return true;
        }

        return false;
    }

    /// <summary>Whether the exponent can still become this one.</summary>
    private static bool CanWrite(NumberPrefix prefix, long exponent)
    {
        if (exponent is < NumberPrefix.SmallestExponent or > NumberPrefix.LargestExponent) return false;
        if (prefix.Phase == NumberPhase.E) return true;
        if (exponent != 0 && exponent < 0 != prefix.IsExponentNegative) return false;
        if (prefix.Phase == NumberPhase.ExponentSign) return true;
        var (size, room) = (Math.Abs(exponent), NumberPrefix.MostExponentDigits - prefix.ExponentDigits);
        for (; room > 0 && size > prefix.WrittenExponent; room--)
        {
            if (size / 10 < prefix.WrittenExponent) return false;
            size /= 10;
        }

        return size == prefix.WrittenExponent;
    }
}
