namespace StructGen.Constraints.Numbers;

/// <summary>How numbers with fractions are written plainly: <c>0.25</c> and <c>6.02e23</c>, neither <c>2.5e-1</c> nor <c>0.2500000000000000000</c>.</summary>
/// <remarks>
/// Digits before and behind the point are at most 17 together, or as many behind it as bounds and divisors need and one more, which is what keeps every beginning that is offered
/// finishable: between two numbers with q places lies one with q + 1. An exponent follows one digit and its fraction, and only where digits alone do not reach.
/// </remarks>
/// <param name="Source">The set with all spellings.</param>
/// <param name="LeastPlaces">Digits behind the point that there may always be.</param>
internal sealed record PlainSpelling(NumberSet Source, int LeastPlaces)
{
    /// <summary>Digits that tell any two doubles apart.</summary>
    public const int MostDigits = 17;

    /// <summary>From here on numbers are written with exponents; digits alone go as far as a long.</summary>
    public const int SmallestLarge = 17;

    /// <summary>From here down numbers are written with exponents.</summary>
    public const int LargestTiny = -7;

    /// <summary>Exponents whose every mantissa is a double.</summary>
    public const int MostExponent = 307;

    /// <summary>Digits that may stand behind the point.</summary>
    public int PlacesAfter(NumberPrefix prefix) => Math.Max(LeastPlaces, MostDigits - prefix.IntegerDigits);
}
