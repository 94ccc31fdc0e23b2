using System.Numerics;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>The fewest bytes that finish a number, by arithmetic: of "a multiple of 8721" after <c>26</c> it is 3, for a multiple lies from 26000 to before 27000.</summary>
/// <remarks>For sets whose divisors tell so many beginnings apart that searching through them would not end (<see cref="NumberSide.IsIntricate"/>).</remarks>
internal static class NumberFinish
{
    /// <summary>More bytes than any number of a set needs that is reached at all.</summary>
    private const int MostBytes = NumberReach.MostDigits + 32;

    /// <summary>Bytes from a beginning within a mantissa or exponent to an end; null where the way leads through something else.</summary>
    public static int? Bytes(NumberArena arena, NumberSide side, NumberPrefix prefix)
    {
        if (NumberReach.Accepts(side, prefix)) return 0;
        return prefix.Phase switch
        {
            NumberPhase.Zero or NumberPhase.Integer => OfInteger(arena, side, prefix),
            NumberPhase.Point or NumberPhase.Fraction => OfFraction(arena, side, prefix),
            NumberPhase.E or NumberPhase.ExponentSign or NumberPhase.Exponent => OfExponent(side, prefix, MostBytes),
            _ => null,
        };
    }

    private static int? OfInteger(NumberArena arena, NumberSide side, NumberPrefix prefix)
    {
        // A zero takes no more digits before the point.
        var most = prefix.Phase == NumberPhase.Zero ? 0 : MostBytes;
        var reached = -1;
        for (var bytes = 1; bytes < MostBytes; bytes++)
        {
            arena.Work.Step(64);
            if (bytes <= most && Any(side.Plain, prefix, bytes)) return bytes;
            if (reached < 0 && bytes - 2 <= most && Any(side.Other, prefix, bytes - 2)) reached = bytes - 2;
            for (var more = reached; more >= 0 && more <= Math.Min(most, bytes - 2); more++)
                if (Any(arena.WithPlaces(side.Other, bytes - 1 - more), prefix, more)) return bytes;
            if (HasExponent(side, prefix, bytes)) return bytes;
        }

        return null;
    }

    private static int? OfFraction(NumberArena arena, NumberSide side, NumberPrefix prefix)
    {
        for (var bytes = 1; bytes < MostBytes; bytes++)
        {
            arena.Work.Step(64);
            if (Any(arena.WithPlaces(side.Other, prefix.FractionDigits + bytes), prefix, 0)) return bytes;
            if (prefix.Phase == NumberPhase.Fraction && HasExponent(side, prefix, bytes)) return bytes;
        }

        return null;
    }

    /// <summary>Whether some number of the set begins so and has as many more digits before the point.</summary>
    private static bool Any(ValueSet set, NumberPrefix prefix, int more)
        => more >= 0 && ValueSearch.Any(set, Decimals.Scale(prefix.Mantissa, more - prefix.FractionDigits), Decimals.Scale(prefix.Mantissa + 1, more - prefix.FractionDigits));

    /// <summary>Whether so many bytes of an exponent, its letter included, make a number of the set.</summary>
    private static bool HasExponent(NumberSide side, NumberPrefix prefix, int bytes)
        => bytes is > 1 and <= NumberPrefix.MostExponentDigits + 2 && NumberReach.MayHaveExponent(side, prefix) && OfExponent(side, prefix with { Phase = NumberPhase.E }, bytes - 1) == bytes - 1;

    private static int? OfExponent(NumberSide side, NumberPrefix prefix, int most)
    {
        int? best = null;
        for (var exponent = NumberPrefix.SmallestExponent; exponent <= NumberPrefix.LargestExponent; exponent++)
        {
            if (Rest(prefix, exponent) is not { } bytes || bytes > most || bytes >= best) continue;
            if (side.Other.Contains(Decimals.Scale(prefix.Mantissa, exponent - prefix.FractionDigits))) best = bytes;
        }

        return best;
    }

    /// <summary>Bytes that make the exponent this one; null where it cannot become so.</summary>
    private static int? Rest(NumberPrefix prefix, int exponent)
    {
        var size = Math.Abs(exponent);
        var digits = size < 10 ? 1 : size < 100 ? 2 : 3;
        switch (prefix.Phase)
        {
            case NumberPhase.E: return digits + (exponent < 0 ? 1 : 0);
            case NumberPhase.ExponentSign: return exponent == 0 || exponent < 0 == prefix.IsExponentNegative ? digits : null;
        }

        if (exponent != 0 && exponent < 0 != prefix.IsExponentNegative) return null;
        for (var more = 0; more <= NumberPrefix.MostExponentDigits - prefix.ExponentDigits; more++, size /= 10)
            if (size == prefix.WrittenExponent) return more;
        return null;
    }
}
