namespace StructGen.Constraints.Tries;

/// <summary>Which characters occur below a node of the trie, the node standing between two characters.</summary>
/// <param name="Low">The ASCII characters 0 to 63.</param>
/// <param name="High">The ASCII characters 64 to 127.</param>
/// <param name="Lengths">Bit 0, 1, 2: sequences of 2, 3, 4 bytes occur.</param>
/// <param name="Characters">Most characters, whole or begun, on a path.</param>
/// <param name="IsText">Whether every path is well-formed UTF-8, its last character perhaps incomplete.</param>
internal readonly record struct TrieReach(ulong Low, ulong High, byte Lengths, byte Characters, bool IsText)
{
    /// <summary>Looks at every node of a trie.</summary>
    public static TrieReach[] Of(TrieNode[] nodes)
    {
        var reaches = new TrieReach[nodes.Length];

        // For each node a bit for each place in a sequence at which its descendants go on well-formed:
        // bit 0 between characters, bits 1 to 3 with so many bytes to come, bits 4 to 7 after E0, ED, F0, F4.
        var forms = new byte[nodes.Length];
        for (var node = nodes.Length - 2; node >= 0; node--)
        {
            ulong low = 0, high = 0;
            var lengths = 0;
            var characters = 0;
            var form = 0xFF;
            for (var child = node + 1; child < nodes[node].Next; child = nodes[child].Next)
            {
                var value = nodes[child].Value;
                ref readonly var below = ref reaches[child];
                low |= below.Low | (value < 64 ? 1UL << value : 0);
                high |= below.High | (value is >= 64 and < 128 ? 1UL << (value - 64) : 0);
                lengths |= below.Lengths | (Utf8Form.Length(value) switch { 2 => 1, 3 => 2, 4 => 4, _ => 0 });
                characters = Math.Max(characters, below.Characters + (value is >= 0x80 and < 0xC0 ? 0 : 1));
                form &= Before(value, forms[child]);
            }

            forms[node] = (byte)form;
            reaches[node] = new TrieReach(low, high, (byte)lengths, (byte)Math.Min(characters, 255), (form & 1) != 0 && characters <= 255);
        }

        return reaches;
    }

    private static int Before(byte value, int form)
    {
        if (value is < 0x80 or >= 0xC0)
        {
            // The place behind a lead byte has its own bit where the second byte is restricted.
            var place = value switch
            {
                0xE0 => 4,
                0xED => 5,
                0xF0 => 6,
                0xF4 => 7,
                _ => Utf8Form.Length(value) - 1,
            };
            return place >= 0 && (form >> place & 1) != 0 ? 1 : 0;
        }

        var before = 0;
        if ((form & 1) != 0) before |= 1 << 1;
        if ((form & 2) != 0) before |= (1 << 2) | (value >= 0xA0 ? 1 << 4 : 1 << 5);
        if ((form & 4) != 0) before |= (1 << 3) | (value >= 0x90 ? 1 << 6 : 1 << 7);
        return before;
    }
}
