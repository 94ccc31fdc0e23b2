namespace StructGen.Constraints.Patterns;

/// <summary>A 128-bit structural hash, the same in every arena and every process: <c>Key(kind, children…)</c>.</summary>
/// <remarks>Two 64-bit lanes, each folded with 64×64→128 multiplications. Made for identity of structures, not against an adversary.</remarks>
internal struct KeyHash
{
    private ulong _low;
    private ulong _high;

    public KeyHash(int kind)
    {
        _low = 0x9E3779B97F4A7C15;
        _high = 0xD1B54A32D192ED03;
        Add((ulong)(uint)kind);
    }

    public readonly UInt128 Value => new(_high, _low);

    public void Add(ulong word)
    {
        var low = Fold(_low ^ word, 0xA0761D6478BD642F);
        var high = Fold(_high + word, 0xE7037ED1A0B428DB);
        _low = (low ^ ulong.RotateLeft(_high, 29)) + 0x8EBC6AF09C88C6E3;
        _high = high ^ ulong.RotateLeft(low, 17);
    }

    public void Add(long word) => Add((ulong)word);

    public void Add(UInt128 key)
    {
        Add((ulong)key);
        Add((ulong)(key >> 64));
    }

    public void Add(ReadOnlySpan<char> text)
    {
        Add((ulong)text.Length);
        foreach (var character in text) Add((ulong)character);
    }

    public void Add(CharSet set)
    {
        Add((ulong)set.Borders.Length);
        foreach (var border in set.Borders) Add((ulong)border);
    }

    private static ulong Fold(ulong value, ulong factor)
    {
        var high = Math.BigMul(value ^ (value >> 32), factor, out var low);
        return high ^ low;
    }
}
