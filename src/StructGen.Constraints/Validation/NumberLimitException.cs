using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>A number that exact arithmetic would take too long over: a million digits, or an exponent of ten.</summary>
/// <param name="number">The number.</param>
internal sealed class NumberLimitException(Instance number) : Exception
{
    /// <summary>What the verdict says of it.</summary>
    public ValidationError ToError() => new(number.Pointer(), "", "",
        $"The number {number} cannot be compared: it has more than {ExactNumber.MaxDigits} digits, or an exponent beyond a milliard; shorten it.");
}
