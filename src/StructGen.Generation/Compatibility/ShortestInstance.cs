using System.Text;
using StructGen.Constraints;

namespace StructGen.Generation.Compatibility;

/// <summary>Writes a shortest instance of a constraint, byte by byte along what still ends soonest; of equals the one that reads best.</summary>
internal static class ShortestInstance
{
    /// <summary>An instance longer than this is no example any more.</summary>
    private const int MaxBytes = 20_000;

    /// <param name="constraint">Compiled for <see cref="Planning.ByteVocabulary"/>.</param>
    /// <returns>The JSON text; null where it would be too long.</returns>
    public static string? Of(CompiledConstraint constraint)
    {
        var matcher = constraint.CreateMatcher();
        var mask = new ulong[constraint.Vocabulary.MaskLength];
        var bytes = new List<byte>();
        while (!matcher.CanEnd)
        {
            matcher.FillClosingMask(mask, matcher.MinBytesToEnd);
            var next = Enumerable.Range(0, 256).Where(value => (mask[value >> 6] >> (value & 63) & 1) != 0).MinBy(Strangeness);
            if (bytes.Count == MaxBytes || !matcher.TryAccept(next)) return null;
            bytes.Add((byte)next);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static int Strangeness(int value) => value switch
    {
        >= 'a' and <= 'z' => 0,
        >= '1' and <= '9' => 1,
        '0' or '"' or '{' or '[' or '}' or ']' => 2,
        > ' ' and < 0x7F => 3,
        _ => 4,
    };
}
