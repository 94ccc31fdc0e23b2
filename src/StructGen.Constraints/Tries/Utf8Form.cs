namespace StructGen.Constraints.Tries;

/// <summary>The well-formed byte sequences of UTF-8 (Unicode 15.1, table 3-7).</summary>
internal static class Utf8Form
{
    /// <summary>Length of the sequence that a byte leads; 0 for a byte that leads none.</summary>
    public static int Length(byte lead) => lead switch
    {
        < 0x80 => 1,
        < 0xC2 => 0,
        < 0xE0 => 2,
        < 0xF0 => 3,
        < 0xF5 => 4,
        _ => 0,
    };

    /// <summary>The second bytes that a lead byte allows; all further bytes are 80 to BF.</summary>
    public static (byte Low, byte High) SecondBytes(byte lead) => lead switch
    {
        0xE0 => (0xA0, 0xBF),
        0xED => (0x80, 0x9F),
        0xF0 => (0x90, 0xBF),
        0xF4 => (0x80, 0x8F),
        _ => (0x80, 0xBF),
    };
}
