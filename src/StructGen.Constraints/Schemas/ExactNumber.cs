using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace StructGen.Constraints.Schemas;

/// <summary>A JSON number by value: <c>Mantissa × 10^Exponent</c>, without trailing zeros, so that equal numbers are equal structs.</summary>
internal readonly record struct ExactNumber(BigInteger Mantissa, int Exponent) : IComparable<ExactNumber>
{
    /// <summary>Exponents go so far; a number beyond is refused, never rounded.</summary>
    private const int MaxExponent = 1_000_000_000;

    /// <summary>Digits of a number's text that are looked at: exact arithmetic on more takes longer than any caller waits.</summary>
    public const int MaxDigits = 100_000;

    /// <summary>Decimal digits of a binary one.</summary>
    private const double Log2 = 0.30102999566398120;

    private static readonly StrongBox<BigInteger>?[] s_powers = new StrongBox<BigInteger>?[1_100];

    public static ExactNumber Zero { get; }

    public bool IsInteger => Exponent >= 0;

    public int Sign => Mantissa.Sign;

    public static ExactNumber FromInteger(BigInteger value) => Normalize(value, 0);

    /// <summary>Reads a number in JSON's grammar (RFC 8259 section 6); false for any other text, and for a number beyond <see cref="MaxDigits"/> or an exponent beyond a milliard.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ExactNumber value)
    {
        value = default;
        var digits = new StringBuilder(text.Length);
        long exponent = 0;
        var i = 0;
        if (i < text.Length && text[i] == '-') { digits.Append('-'); i++; }
        var first = i;
        while (i < text.Length && char.IsAsciiDigit(text[i])) digits.Append(text[i++]);
        if (i == first || (text[first] == '0' && i - first > 1)) return false;
        if (i < text.Length && text[i] == '.')
        {
            var start = ++i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) { digits.Append(text[i++]); exponent--; }
            if (i == start) return false;
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            var negative = i < text.Length && text[i] == '-';
            if (i < text.Length && text[i] is '-' or '+') i++;
            var start = i;
            long written = 0;
            while (i < text.Length && char.IsAsciiDigit(text[i])) written = Math.Min(2L * MaxExponent, written * 10 + (text[i++] - '0'));
            if (i == start) return false;
            exponent += negative ? -written : written;
        }

        if (i != text.Length) return false;
        // Zeros go as text: dividing them out of a long number one by one would be quadratic.
        while (digits.Length > 1 && digits[^1] == '0' && digits[^2] != '-') { digits.Length--; exponent++; }
        if (digits.Length > MaxDigits) return false;
        var mantissa = BigInteger.Parse(digits.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (!mantissa.IsZero && Math.Abs(exponent) > MaxExponent) return false;
        value = Normalize(mantissa, (int)exponent);
        return true;
    }

    public int CompareTo(ExactNumber other)
    {
        if (Sign != other.Sign) return Sign.CompareTo(other.Sign);
        if (Sign == 0) return 0;
        var byMagnitude = Magnitude.CompareTo(other.Magnitude);
        if (byMagnitude != 0) return Sign * byMagnitude;
        return Exponent >= other.Exponent
            ? (Mantissa * PowerOfTen(Exponent - other.Exponent)).CompareTo(other.Mantissa)
            : Mantissa.CompareTo(other.Mantissa * PowerOfTen(other.Exponent - Exponent));
    }

    public static bool operator <(ExactNumber left, ExactNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(ExactNumber left, ExactNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(ExactNumber left, ExactNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ExactNumber left, ExactNumber right) => left.CompareTo(right) >= 0;

    /// <summary>Whether this number is a whole multiple of a positive divisor.</summary>
    public bool IsMultipleOf(ExactNumber divisor)
    {
        if (Sign == 0) return true;
        // m·10^e is a multiple of d·10^f  ⇔  m·10^(e−f) / d is whole. With e < f the missing powers of ten must come out of m.
        var shift = Exponent - divisor.Exponent;
        var divisorMantissa = BigInteger.Abs(divisor.Mantissa);
        if (shift >= 0) return (Mantissa % divisorMantissa * BigInteger.ModPow(10, shift, divisorMantissa) % divisorMantissa).IsZero;
        return -shift <= DigitCount && (Mantissa % (divisorMantissa * PowerOfTen(-shift))).IsZero;
    }

    /// <summary>Position of the first digit: 1 for 5, 2 for 42, 0 for 0.5.</summary>
    public long Magnitude => DigitCount + (long)Exponent;

    /// <summary>Digits of the number written without an exponent: 3 for 1e2, 2 for 0.01.</summary>
    public long PlainDigits => Math.Max(0, Magnitude) + Math.Max(0, -(long)Exponent);

    private int DigitCount
    {
        get
        {
            if (Mantissa.IsZero) return 0;
            var magnitude = BigInteger.Abs(Mantissa);
            if (magnitude <= long.MaxValue)
            {
                var count = 0;
                for (var rest = (long)magnitude; rest != 0; rest /= 10) count++;
                return count;
            }

            // Between 2^(b-1) and 2^b there is at most one power of ten.
            var digits = (int)((magnitude.GetBitLength() - 1) * Log2);
            return magnitude >= PowerOfTen(digits) ? digits + (magnitude >= PowerOfTen(digits + 1) ? 2 : 1) : digits;
        }
    }

    public override string ToString() => Exponent is >= 0 and <= 20
        ? (Mantissa * PowerOfTen(Exponent)).ToString(CultureInfo.InvariantCulture)
        : Exponent is < 0 and >= -20 ? Fraction() : $"{Mantissa}e{Exponent}";

    private string Fraction()
    {
        var digits = BigInteger.Abs(Mantissa).ToString(CultureInfo.InvariantCulture).PadLeft(1 - Exponent, '0');
        return $"{(Sign < 0 ? "-" : "")}{digits[..(digits.Length + Exponent)]}.{digits[(digits.Length + Exponent)..]}";
    }

    /// <summary>Ten to a power; those that comparing meets again and again are kept.</summary>
    public static BigInteger PowerOfTen(int exponent)
    {
        if (exponent >= s_powers.Length) return BigInteger.Pow(10, exponent);
        return (s_powers[exponent] ??= new StrongBox<BigInteger>(BigInteger.Pow(10, exponent))).Value;
    }

    private static ExactNumber Normalize(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero) return default;
        for (BigInteger quotient = BigInteger.DivRem(mantissa, 10, out var rest); rest.IsZero; quotient = BigInteger.DivRem(mantissa, 10, out rest))
        {
            mantissa = quotient;
            exponent++;
        }

        return new ExactNumber(mantissa, exponent);
    }
}
