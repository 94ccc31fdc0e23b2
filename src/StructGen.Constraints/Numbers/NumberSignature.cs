using System.Numerics;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>
/// What still matters of a beginning, as a hash: with minimum 0, after <c>5</c> neither the bound nor the digit matters any more, so the state is the one
/// of <c>7</c> or of an unbounded number.
/// </summary>
/// <remarks>
/// Two beginnings with the same signature go on alike. It holds: the phase; the cuts that can still be met with their surroundings; how the digits
/// compare with each; the remainders for the divisors that are still asked for. Cuts passed for good and divisors of pieces out of reach are left out.
/// </remarks>
internal static class NumberSignature
{
    public static UInt128 Of(NumberSide side, NumberPrefix prefix)
    {
        var key = new KeyHash(2300 + (int)prefix.Phase);
        switch (prefix.Phase)
        {
            case NumberPhase.Minus:
                key.Add(side.Plain.Key);
                key.Add(side.Other.Key);
                if (side.Spelling is not null) AddExponentOutlook(ref key, side, prefix);
                break;
            case NumberPhase.Zero or NumberPhase.Integer:
                AddReachable(ref key, side.Plain, prefix);
                AddReachable(ref key, side.Other, prefix);
                AddExponentOutlook(ref key, side, prefix);
                break;
            case NumberPhase.Point or NumberPhase.Fraction:
                AddReachable(ref key, side.Other, prefix);
                AddExponentOutlook(ref key, side, prefix);
                break;
            default:
                AddExponent(ref key, side, prefix);
                break;
        }

        return key.Value;
    }

    /// <summary>The pieces of the set that can be reached without an exponent, and where the digits stand in them.</summary>
    private static void AddReachable(ref KeyHash key, ValueSet set, NumberPrefix prefix)
    {
        var low = prefix.Value;
        ExactNumber? high = prefix.Phase == NumberPhase.Integer ? null : Decimals.Scale(prefix.Mantissa + 1, -prefix.FractionDigits);
        var at = Array.BinarySearch(set.Cuts, low);
        var first = at >= 0 ? at : ~at;
        if (prefix.Phase == NumberPhase.Integer && set.Index is { } index)
        {
            key.Add(index.From(first));
            if (at < 0) key.Add(set.Between[first].Key);
            if (first == set.Cuts.Length) return;
            index.AddOrder(ref key, prefix.Digits);
            key.Add(prefix.IntegerDigits);
            return;
        }

        var end = first;
        while (end < set.Cuts.Length && (high is null || set.Cuts[end] < high.Value)) end++;
        var startsOnCut = at >= 0;
        key.Add(end - first);
        var divisors = new SortedSet<ExactNumber>();
        if (!startsOnCut) AddCondition(ref key, set.Between[first], divisors);
        long longestFraction = 0;
        for (var i = first; i < end; i++)
        {
            var cut = set.Cuts[i];
            key.Add(cut);
            key.Add(set.Members[i] ? 1L : 0L);
            AddCondition(ref key, set.Between[i + 1], divisors);
            if (prefix.Phase == NumberPhase.Integer) key.Add((long)CutIndex.Compare(prefix.Digits, CutIndex.DigitsOf(cut)));
            longestFraction = Math.Max(longestFraction, -(long)cut.Exponent);
        }

        if (end > first) key.Add(prefix.Phase == NumberPhase.Integer ? prefix.IntegerDigits : Math.Min(prefix.FractionDigits, longestFraction));
        foreach (var divisor in divisors) AddRemainder(ref key, divisor, prefix);
    }

    private static void AddCondition(ref KeyHash key, Divisibility condition, SortedSet<ExactNumber> divisors)
    {
        key.Add(condition.Key);
        divisors.UnionWith(condition.Divisors);
    }

    /// <summary>What the digits so far mean for a divisor, as long as no exponent comes.</summary>
    private static void AddRemainder(ref KeyHash key, ExactNumber divisor, NumberPrefix prefix)
    {
        var places = Math.Max(0, -divisor.Exponent);
        if (prefix.Phase == NumberPhase.Integer)
        {
            key.Add(prefix.Mantissa % (divisor.Mantissa * ExactNumber.PowerOfTen(Math.Max(0, divisor.Exponent))));
            return;
        }

        // In units of the divisor's last place; digits beyond it must be zeros.
        var units = prefix.Value with { Exponent = prefix.Value.Exponent + places };
        var isBeyond = units.Exponent < 0;
        var modulus = divisor.Mantissa * ExactNumber.PowerOfTen(Math.Max(0, divisor.Exponent));
        var remainder = isBeyond ? BigInteger.MinusOne : units.Mantissa * ExactNumber.PowerOfTen(units.Exponent) % modulus;
        if (prefix.FractionDigits >= places && !remainder.IsZero) remainder = BigInteger.MinusOne;
        key.Add(remainder);
        key.Add(Math.Min(prefix.FractionDigits, places));
    }

    /// <summary>What an exponent could make of the digits so far.</summary>
    private static void AddExponentOutlook(ref KeyHash key, NumberSide side, NumberPrefix prefix)
    {
        if (side.Spelling is { } spelling)
        {
            key.Add(7L);
            key.Add((long)spelling.LeastPlaces);
            key.Add((long)Math.Min(prefix.IntegerDigits, PlainSpelling.MostDigits));
            key.Add((long)prefix.FractionDigits);
            key.Add(NumberReach.MayHaveExponent(side, prefix) ? 1L : 0L);
            key.Add((long)side.LargestExponent);
            key.Add(side.HasTiny ? 1L : 0L);
            return;
        }

        if (prefix.IsZero) key.Add(side.Other.Members[0] ? 1L : 0L);
        if (side.IsFree)
        {
            key.Add(2L);
            return;
        }

        if (prefix.IsZero || prefix.Phase == NumberPhase.Zero || !NumberReach.MayHaveExponent(side, prefix)) return;
        key.Add(3L);
        AddDigits(ref key, side, prefix, isFinal: false);
    }

    private static void AddExponent(ref KeyHash key, NumberSide side, NumberPrefix prefix)
    {
        if (side.Spelling is not null)
        {
            key.Add(8L);
            key.Add((long)side.LargestExponent);
            key.Add(side.HasTiny ? 1L : 0L);
            key.Add(prefix.Phase == NumberPhase.E ? 0L : prefix.IsExponentNegative ? 1 : 2);
            key.Add((long)prefix.ExponentDigits);
            key.Add((long)prefix.WrittenExponent);
            return;
        }

        var isAlike = prefix.IsZero || side.IsFree || IsMultipleWhateverFollows(side, prefix);
        if (isAlike) key.Add(side.IsFree || prefix.IsZero || side.Other.Between[1].MetBy(ExactNumber.Zero) ? 4L : 5L);
        else AddDigits(ref key, side, prefix, isFinal: true);
        key.Add(prefix.Phase == NumberPhase.E ? 0L : prefix.IsExponentNegative ? 1 : 2);
        key.Add(prefix.ExponentDigits);
        if (prefix.Phase == NumberPhase.Exponent) key.Add(isAlike ? Room(prefix) : prefix.WrittenExponent);
    }

    /// <summary>Whether no bound asks for the size, and the mantissa is a multiple of every divisor, as it will be with any exponent that is not negative.</summary>
    private static bool IsMultipleWhateverFollows(NumberSide side, NumberPrefix prefix)
    {
        if (prefix.Phase == NumberPhase.E || prefix.IsExponentNegative || side.Other.Cuts.Length > 1) return false;
        var value = Decimals.Scale(prefix.Mantissa, -prefix.FractionDigits);
        return side.Other.Between[1].Divisors.All(value.IsMultipleOf);
    }

    /// <summary>How many exponents can still follow: it tells written exponents apart as far as their size limits what comes next.</summary>
    private static long Room(NumberPrefix prefix)
    {
        long room = 0;
        for (var digit = 0; digit < 10; digit++)
        {
            if (!prefix.TryAppendExponent(digit, out var exponent)) continue;
            room = (room * 16) + 1 + Enumerable.Range(0, 10).Count(next => (prefix with { ExponentDigits = prefix.ExponentDigits + 1, WrittenExponent = exponent }).TryAppendExponent(next, out _));
        }

        return room;
    }

    private static void AddDigits(ref KeyHash key, NumberSide side, NumberPrefix prefix, bool isFinal)
    {
        key.Add(side.Other.Key);
        key.Add(prefix.Magnitude);
        if (side.Other.Index is { } index)
        {
            var deepest = index.AddOrder(ref key, prefix.Digits);
            if (!isFinal) key.Add(Math.Min(prefix.Digits.Length, deepest));
            return;
        }

        long longest = 0;
        foreach (var cut in side.Other.Cuts.AsSpan(1))
        {
            var digits = CutIndex.DigitsOf(cut);
            var order = (long)CutIndex.Compare(prefix.Digits, digits);
            // A beginning of the cut's digits is less than it once no digit can follow, and equal with zeros after it.
            if (order == 0 && prefix.Digits.Length >= digits.Length) order = 3;
            key.Add(order);
            if (order is 0) longest = Math.Max(longest, digits.Length);
        }

        if (!isFinal) key.Add(Math.Min(prefix.Digits.Length, longest));
        if (!side.HasDivisors) return;
        var value = Decimals.Scale(prefix.Mantissa, -prefix.FractionDigits);
        foreach (var divisor in side.Other.Between.SelectMany(condition => condition.Divisors).Distinct().Order()) key.Add(value.Mantissa % divisor.Mantissa);
        key.Add(value.Exponent);
        if (isFinal) return;
        var places = side.Other.Between.Any(condition => condition.IsDense) ? int.MaxValue : side.Other.Between.SelectMany(condition => condition.Divisors).Max(divisor => Math.Max(0, -divisor.Exponent)) + 1;
        key.Add(Math.Min(prefix.FractionDigits, places));
    }
}
