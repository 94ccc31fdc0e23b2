using System.Numerics;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>Finds members of a <see cref="ValueSet"/>: of "between 1 and 2, a multiple of 0.3" it finds 1.2, 1.5, 1.8 by arithmetic, not by search.</summary>
internal static class ValueSearch
{
    /// <summary>So many multiples in a row that are all excluded end a search; real exclusions leave one in a few.</summary>
    private const int Patience = 100_000;

    /// <summary>Distinct values of the set: the cuts first, then piece by piece; an infinite sequence for an infinite set.</summary>
    public static IEnumerable<ExactNumber> Values(ValueSet set)
    {
        for (var i = 0; i < set.Cuts.Length; i++)
        {
            if (set.Members[i]) yield return set.Cuts[i];
        }

        // Finite pieces first, so that an infinite one does not hide them.
        for (var i = 1; i < set.Cuts.Length; i++)
        {
            foreach (var value in Between(set.Between[i], set.Cuts[i - 1], set.Cuts[i])) yield return value;
        }

        if (set.Cuts.Length == 0)
        {
            foreach (var value in Between(set.Between[0], null, null)) yield return value;
            yield break;
        }

        foreach (var value in Between(set.Between[0], null, set.Cuts[0])) yield return value;
        foreach (var value in Between(set.Between[^1], set.Cuts[^1], null)) yield return value;
    }

    /// <summary>Whether some member lies at or above the first and below the second bound.</summary>
    public static bool Any(ValueSet set, ExactNumber from, ExactNumber to)
    {
        if (to <= from) return false;
        if (set.Contains(from)) return true;
        var at = Array.BinarySearch(set.Cuts, from);
        var i = at >= 0 ? at + 1 : ~at;
        for (var low = from; ; i++)
        {
            var high = i < set.Cuts.Length && set.Cuts[i] < to ? set.Cuts[i] : to;
            if (AnyBetween(set.Between[i], low, high)) return true;
            if (i == set.Cuts.Length || set.Cuts[i] >= to) return false;
            if (set.Members[i]) return true;
            low = set.Cuts[i];
        }
    }

    /// <summary>Whether some number meets a condition strictly between two bounds.</summary>
    private static bool AnyBetween(Divisibility condition, ExactNumber low, ExactNumber high)
    {
        if (condition.Answer == false || high <= low) return false;
        if (condition.Answer == true || condition.IsDense) return true;
        if (condition.Divides!.Answer != true || condition.Otherwise!.Answer != false) return Between(condition, low, high).Any();
        return Decimals.Times(condition.Divisor, Decimals.FloorDivide(low, condition.Divisor) + 1) < high;
    }

    /// <summary>The numbers that meet a condition strictly between two bounds, null being infinitely far.</summary>
    public static IEnumerable<ExactNumber> Between(Divisibility condition, ExactNumber? low, ExactNumber? high)
    {
        if (condition.Answer == false || (low is { } l && high is { } h && h <= l)) yield break;
        foreach (var (multiple, excluded) in Divisibilities.Ways(condition))
        {
            // Where no divisor is asked for, ever finer decimals are tried.
            var step = multiple ?? Fine(low, high, excluded);
            foreach (var value in Multiples(step, excluded, low, high, multiple is null, condition.Work)) yield return value;
        }
    }

    private static IEnumerable<ExactNumber> Multiples(ExactNumber step, IReadOnlyList<ExactNumber> excluded, ExactNumber? low, ExactNumber? high, bool endless, Work? work)
    {
        for (var refined = step; ; refined = refined with { Exponent = refined.Exponent - 1 })
        {
            var first = low is { } l ? Decimals.FloorDivide(l, refined) + 1 : high is { } h ? -Decimals.FloorDivide(Decimals.Negate(h), refined) - 1 : BigInteger.Zero;
            var direction = low is null && high is not null ? -1 : 1;
            var misses = 0;
            for (var factor = first; misses < Patience; factor += direction)
            {
                work?.Step();
                var value = Decimals.Times(refined, factor);
                if ((high is { } below && value >= below) || (low is { } above && value <= above)) break;
                if (excluded.Any(value.IsMultipleOf) || (refined != step && value.IsMultipleOf(refined with { Exponent = refined.Exponent + 1 }))) { misses++; continue; }
                misses = 0;
                yield return value;
            }

            if (!endless) yield break;
        }
    }

    /// <summary>A power of ten that fits a few times between the bounds and that no excluded divisor divides.</summary>
    private static ExactNumber Fine(ExactNumber? low, ExactNumber? high, IReadOnlyList<ExactNumber> excluded)
    {
        var finest = excluded.Count == 0 ? 0 : Math.Min(0, excluded.Min(divisor => divisor.Exponent) - 1);
        if (low is not { } l || high is not { } h) return Decimals.Scale(1, finest);
        var exponent = Math.Min(l.Exponent, h.Exponent);
        var width = (h.Mantissa * ExactNumber.PowerOfTen(h.Exponent - exponent)) - (l.Mantissa * ExactNumber.PowerOfTen(l.Exponent - exponent));
        return Decimals.Scale(1, Math.Min(finest, exponent + Math.Max(0, width.ToString().Length - 2) - 1));
    }
}
