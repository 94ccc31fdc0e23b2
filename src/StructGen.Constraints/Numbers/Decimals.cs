using System.Numerics;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>Arithmetic on exact numbers that comparing needs: <c>Scale(15, -1)</c> is 1.5.</summary>
internal static class Decimals
{
    /// <summary>A mantissa times a power of ten.</summary>
    public static ExactNumber Scale(BigInteger mantissa, int exponent)
    {
        var whole = ExactNumber.FromInteger(mantissa);
        return mantissa.IsZero ? whole : whole with { Exponent = whole.Exponent + exponent };
    }

    public static ExactNumber Negate(ExactNumber number) => number with { Mantissa = -number.Mantissa };

    /// <summary>The largest whole number whose product with the divisor is not above the number.</summary>
    public static BigInteger FloorDivide(ExactNumber number, ExactNumber divisor)
    {
        var exponent = Math.Min(number.Exponent, divisor.Exponent);
        var x = number.Exponent == exponent ? number.Mantissa : number.Mantissa * ExactNumber.PowerOfTen(number.Exponent - exponent);
        var y = divisor.Exponent == exponent ? divisor.Mantissa : divisor.Mantissa * ExactNumber.PowerOfTen(divisor.Exponent - exponent);
        var quotient = BigInteger.DivRem(x, y, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    public static ExactNumber Times(ExactNumber number, BigInteger factor) => Scale(number.Mantissa * factor, number.Exponent);
}
