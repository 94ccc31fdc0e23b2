using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>Numbers in structural hashes.</summary>
internal static class NumberKeys
{
    public static void Add(this ref KeyHash key, ExactNumber number)
    {
        key.Add(number.Exponent);
        foreach (var part in number.Mantissa.ToByteArray()) key.Add((ulong)part);
        key.Add(0x100L);
    }
}
