using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>The numbers of one sign in a <see cref="NumberSet"/>, without their sign: of "from -3 to 5" the negative side is "from 0 to 3".</summary>
/// <remarks>Zero is on both sides (<c>0</c>, <c>-0</c>) and always a cut.</remarks>
internal sealed class NumberSide
{
    private const int MostRemainders = 1_000;

    public NumberSide(NumberSet set, bool negative)
    {
        Plain = Half(set.Plain, negative);
        Other = Half(set.Other, negative);
        HasDivisors = Other.Between.Any(condition => condition.Answer is null);
        IsIntricate = Other.Between.Concat(Plain.Between).SelectMany(condition => condition.Divisors).Distinct().Aggregate(1d, (product, divisor) => product * (double)divisor.Mantissa) > MostRemainders;
        Spelling = set.Spelling;
        if (Spelling is not null)
        {
            var source = Half(Spelling.Source.Other, negative);
            LargestExponent = PlainNumbers.LargestExponent(source);
            HasTiny = PlainNumbers.HasTiny(source);
        }

        IsFree = Spelling is null && Other.Cuts.Length == 1 && Other.Members[0] && Other.Between[1].Answer == true;
    }

    /// <summary>Whole numbers that may be written with digits alone.</summary>
    public ValueSet Plain { get; }

    /// <summary>Numbers that may be written with a fraction or an exponent.</summary>
    public ValueSet Other { get; }

    /// <summary>Whether <see cref="Other"/> asks for divisors.</summary>
    public bool HasDivisors { get; }

    /// <summary>Whether <see cref="Other"/> holds every number.</summary>
    public bool IsFree { get; }

    /// <summary>Whether divisors tell thousands of beginnings apart.</summary>
    public bool IsIntricate { get; }

    /// <summary>How fractions and exponents are written; null for all spellings of JSON.</summary>
    public PlainSpelling? Spelling { get; }

    /// <summary>Where numbers are written plainly: the largest exponent; 0 where there is no positive one.</summary>
    public int LargestExponent { get; }

    /// <summary>Where numbers are written plainly: whether exponents that make them tiny are of use.</summary>
    public bool HasTiny { get; }

    private static ValueSet Half(ValueSet set, bool negative)
    {
        var never = Divisibilities.NeverAnywhere;
        var zero = Array.BinarySearch(set.Cuts, ExactNumber.Zero);
        var member = set.Contains(ExactNumber.Zero);
        var from = zero >= 0 ? zero + 1 : ~zero;
        var to = zero >= 0 ? zero : ~zero;
        return negative
            ? new ValueSet([ExactNumber.Zero, .. set.Cuts[..to].Reverse().Select(Decimals.Negate)], [member, .. set.Members[..to].Reverse()], [never, .. set.Between[..(to + 1)].Reverse()])
            : new ValueSet([ExactNumber.Zero, .. set.Cuts[from..]], [member, .. set.Members[from..]], [never, .. set.Between[from..]]);
    }
}
