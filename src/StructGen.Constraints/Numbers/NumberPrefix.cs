using System.Globalization;
using System.Numerics;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>The beginning of a JSON number: of <c>-0.050e-1</c> the sign, the significant digits 50, three fraction digits, the exponent -1.</summary>
/// <remarks>Values are taken without the sign; a negative number is looked at in the mirror.</remarks>
internal sealed record NumberPrefix(NumberPhase Phase, bool IsNegative, string Digits, int IntegerDigits, int FractionDigits, bool IsExponentNegative, int ExponentDigits, int WrittenExponent)
{
    /// <summary>Exponents go so far up: the largest double is 1.8e308.</summary>
    public const int LargestExponent = 308;

    /// <summary>And so far down: the smallest double is 4.9e-324.</summary>
    public const int SmallestExponent = -324;

    /// <summary>Leading zeros included.</summary>
    public const int MostExponentDigits = 3;

    private BigInteger? _mantissa;

    public static NumberPrefix Empty { get; } = new(NumberPhase.Start, false, "", 0, 0, false, 0, 0);

    /// <summary>The digits as a number, without the point.</summary>
    public BigInteger Mantissa => _mantissa ??= Digits.Length == 0 ? BigInteger.Zero : BigInteger.Parse(Digits, NumberStyles.None, CultureInfo.InvariantCulture);

    public int Exponent => IsExponentNegative ? -WrittenExponent : WrittenExponent;

    public bool IsZero => Digits.Length == 0;

    /// <summary>Whether the integer part is one digit other than 0, as in <c>1.5e+16</c>.</summary>
    public bool IsScientific => IntegerDigits == 1 && Phase != NumberPhase.Zero && !IsZero && !StartsWithZero;

    /// <summary>Whether the integer part is 0.</summary>
    public bool StartsWithZero => IntegerDigits == 1 && Digits.Length <= FractionDigits;

    /// <summary>The value written so far, exponent included.</summary>
    public ExactNumber Value => Decimals.Scale(Mantissa, Exponent - FractionDigits);

    /// <summary>Position of the first significant digit without the exponent: 1 for 5, 0 for 0.5.</summary>
    public int Magnitude => Digits.Length - FractionDigits;

    /// <summary>The prefix after one more byte, null where the grammar or the size of exponents forbids it.</summary>
    public NumberPrefix? After(byte value)
    {
        if (value is >= (byte)'0' and <= (byte)'9') return AfterDigit((char)value);
        return (char)value switch
        {
            '-' when Phase == NumberPhase.Start => this with { Phase = NumberPhase.Minus, IsNegative = true },
            '.' when Phase is NumberPhase.Zero or NumberPhase.Integer => this with { Phase = NumberPhase.Point },
            'e' or 'E' when Phase is NumberPhase.Zero or NumberPhase.Integer or NumberPhase.Fraction => this with { Phase = NumberPhase.E },
            '+' or '-' when Phase == NumberPhase.E => this with { Phase = NumberPhase.ExponentSign, IsExponentNegative = value == '-' },
            _ => null,
        };
    }

    /// <summary>Whether the exponent may still take a digit.</summary>
    public bool TryAppendExponent(int digit, out int exponent)
    {
        exponent = (WrittenExponent * 10) + digit;
        return ExponentDigits < MostExponentDigits && exponent <= (IsExponentNegative ? -SmallestExponent : LargestExponent);
    }

    private NumberPrefix? AfterDigit(char digit)
    {
        switch (Phase)
        {
            case NumberPhase.Start or NumberPhase.Minus:
                return digit == '0'
                    ? this with { Phase = NumberPhase.Zero, IntegerDigits = 1 }
                    : With(NumberPhase.Integer, digit) with { IntegerDigits = 1 };
            case NumberPhase.Integer:
                return With(NumberPhase.Integer, digit) with { IntegerDigits = IntegerDigits + 1 };
            case NumberPhase.Point or NumberPhase.Fraction:
                return With(NumberPhase.Fraction, digit) with { FractionDigits = FractionDigits + 1 };
            case NumberPhase.E or NumberPhase.ExponentSign or NumberPhase.Exponent:
                return TryAppendExponent(digit - '0', out var exponent) ? this with { Phase = NumberPhase.Exponent, ExponentDigits = ExponentDigits + 1, WrittenExponent = exponent } : null;
            default:
                return null;
        }
    }

    private NumberPrefix With(NumberPhase phase, char digit) =>
        new(phase, IsNegative, Digits.Length == 0 && digit == '0' ? "" : Digits + digit, IntegerDigits, FractionDigits, false, 0, 0);
}
