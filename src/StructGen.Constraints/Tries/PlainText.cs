namespace StructGen.Constraints.Tries;

/// <summary>The characters that a lexeme's state reads alike: each of them leads to the same next state.</summary>
/// <remarks>
/// In a free string all characters but the quote, the backslash and control characters lead back to the state; in a string of
/// at most nine characters they lead to the one of at most eight. Characters are whole UTF-8 sequences.
/// </remarks>
internal readonly struct PlainText
{
    private readonly ulong _low;
    private readonly ulong _high;
    private readonly byte _lengths;

    private PlainText(ulong low, ulong high, byte lengths, int next)
    {
        _low = low;
        _high = high;
        _lengths = lengths;
        Next = next;
        IsKnown = true;
    }

    /// <summary>Whether this was computed.</summary>
    public bool IsKnown { get; }

    /// <summary>The state that they lead to, a local number.</summary>
    public int Next { get; }

    /// <summary>Whether the characters include all that occur below a node.</summary>
    public bool Reads(in TrieReach reach) => (reach.Low & ~_low) == 0 && (reach.High & ~_high) == 0 && (reach.Lengths & ~_lengths) == 0;

    /// <summary>Looks at a state.</summary>
    public static PlainText Of(LexemeTable table, int local)
    {
        // Nearly every class of characters that is worth taking in bulk has one of these.
        ReadOnlySpan<byte> samples = "e0E"u8;
        var next = 0;
        foreach (var sample in samples)
        {
            next = table.Step(local, sample);
            if (next != 0) break;
        }

        if (next == 0) return new PlainText(0, 0, 0, 0);
        ulong low = 0, high = 0;
        for (var value = 0; value < 64; value++)
        {
            if (table.Step(local, (byte)value) == next) low |= 1UL << value;
            if (table.Step(local, (byte)(value + 64)) == next) high |= 1UL << value;
        }

        byte lengths = 0;
        if (LeadsAll(0xC2, 0xDF, 2)) lengths |= 1;
        if (LeadsAll(0xE0, 0xEF, 3)) lengths |= 2;
        if (LeadsAll(0xF0, 0xF4, 4)) lengths |= 4;
        return new PlainText(low, high, lengths, next);

        bool LeadsAll(int first, int last, int length)
        {
            for (var lead = first; lead <= last; lead++)
            {
                var at = table.Step(local, (byte)lead);
                for (var place = 1; place < length; place++)
                {
                    var (low, high) = place == 1 ? Utf8Form.SecondBytes((byte)lead) : ((byte)0x80, (byte)0xBF);
                    at = All(at, low, high);
                }

                if (at != next) return false;
            }

            return true;
        }

        // The one state that all bytes of a range lead to; 0 when there is none.
        int All(int at, byte from, byte to)
        {
            var first = table.Step(at, from);
            for (var value = from + 1; value <= to && first != 0; value++)
            {
                if (table.Step(at, (byte)value) != first) first = 0;
            }

            return first;
        }
    }
}
