using System.Numerics;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>Finds how far a set of numbers is narrowed where numbers are written plainly.</summary>
internal static class PlainNumbers
{
    /// <summary>Bounds with more digits than this are not reached with digits alone.</summary>
    private const int MostDigits = 40;

    /// <summary>Bounds with more places than this are left to exponents.</summary>
    private const int MostPlaces = 24;

    private static readonly ExactNumber LongMin = ExactNumber.FromInteger(long.MinValue);
    private static readonly ExactNumber LongMax = ExactNumber.FromInteger(long.MaxValue);
    private static readonly ExactNumber UnsignedMax = ExactNumber.FromInteger(ulong.MaxValue);

    /// <summary>What digits alone may reach: a long, or beyond it as far as the set's own bounds and divisors go.</summary>
    /// <param name="set">The set.</param>
    /// <param name="isUnsigned">Whether whole numbers reach as far as an unsigned long.</param>
    public static (ExactNumber Least, ExactNumber Most) Range(NumberSet set, bool isUnsigned)
    {
        long digits = 0;
        foreach (var number in Spoken(set))
        {
            if (number <= LongMax && number >= LongMin) continue;
            if (number.Magnitude <= MostDigits) digits = Math.Max(digits, number.Magnitude);
        }

        if (digits == 0) return (LongMin, isUnsigned ? UnsignedMax : LongMax);
        var most = ExactNumber.FromInteger(BigInteger.Pow(10, (int)digits + 1));
        return (Decimals.Negate(most), most);
    }

    /// <summary>Places behind the point that bounds and divisors have; null where they have too many to be written out.</summary>
    public static int? Places(NumberSet set)
    {
        var places = 0;
        foreach (var number in Spoken(set)) places = Math.Max(places, -number.Exponent);
        return places <= MostPlaces ? places : null;
    }

    /// <summary>Whether single values of the set, of an <c>enum</c> or <c>const</c>, lie farther out than digits alone reach.</summary>
    public static bool HasFarValues(NumberSet set)
    {
        foreach (var values in new[] { set.Plain, set.Other })
        {
            for (var i = 0; i < values.Cuts.Length; i++)
                if (values.Members[i] && values.Cuts[i].Magnitude > MostDigits && values.Between[i].Answer == false && values.Between[i + 1].Answer == false) return true;
        }

        return false;
    }

    /// <summary>The largest exponent with which every mantissa gives a number of the set, of one sign; 0 where exponents are of no use.</summary>
    public static int LargestExponent(ValueSet half)
    {
        var start = ExactNumber.FromInteger(BigInteger.Pow(10, PlainSpelling.SmallestLarge));
        var at = Array.BinarySearch(half.Cuts, start);
        if (at >= 0 || half.Between[~at].Answer != true || Array.Exists(half.Between, condition => condition.Answer is null)) return 0;
        var largest = ~at == half.Cuts.Length ? PlainSpelling.MostExponent : (int)Math.Min(PlainSpelling.MostExponent, half.Cuts[~at].Magnitude - 2);
        return largest >= PlainSpelling.SmallestLarge ? largest : 0;
    }

    /// <summary>Whether every number next to zero is in the set, of one sign.</summary>
    public static bool HasTiny(ValueSet half)
        => half.Between[1].Answer == true && (half.Cuts.Length == 1 || half.Cuts[1] >= Decimals.Scale(1, PlainSpelling.LargestTiny + 1))
            && !Array.Exists(half.Between, condition => condition.Answer is null);

    private static IEnumerable<ExactNumber> Spoken(NumberSet set)
    {
        foreach (var values in new[] { set.Plain, set.Other })
        {
            foreach (var cut in values.Cuts) yield return cut;
            foreach (var condition in values.Between)
                foreach (var divisor in condition.Divisors) yield return divisor;
        }
    }
}
