namespace StructGen.Constraints.Patterns;

/// <summary>How many bytes a character takes in the content of a JSON string: 1 for <c>a</c>, 2 for a quote (<c>\"</c>), 6 for U+0001 (<c>\u0001</c>), 3 for a euro sign.</summary>
internal static class JsonCost
{
    private static readonly (CharSet Set, int Bytes)[] ByCost =
    [
        (CharSet.OfRanges([(' ', '!'), ('#', '['), (']', 0x7F)]), 1),
        (CharSet.OfRanges([('"', '"'), ('\\', '\\'), ('\b', '\n'), ('\f', '\r'), (0x80, 0x7FF)]), 2),
        (CharSet.Range(0x800, 0xFFFF), 3),
        (CharSet.Range(0x10000, 0x10FFFF), 4),
    ];

    public static int Of(int scalar) => scalar switch
    {
        '"' or '\\' or '\b' or '\t' or '\n' or '\f' or '\r' => 2,
        < 0x20 => 6,
        < 0x80 => 1,
        < 0x800 => 2,
        < 0x10000 => 3,
        _ => 4,
    };

    /// <summary>The cheapest member's bytes.</summary>
    public static int Fewest(CharSet set)
    {
        foreach (var (cheap, bytes) in ByCost)
        {
            if (!set.And(cheap).IsEmpty) return bytes;
        }

        return 6;
    }
}
