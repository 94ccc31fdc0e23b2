using System.Numerics;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>Numbers in structural hashes.</summary>
internal static class NumberKeys
{
    public static void Add(this ref KeyHash key, ExactNumber number)
    {
        key.Add(number.Exponent);
        key.Add(number.Mantissa);
    }

    public static void Add(this ref KeyHash key, BigInteger number)
    {
        foreach (var part in number.ToByteArray()) key.Add((ulong)part);
        key.Add(0x100L);
    }
}
