namespace StructGen.Constraints.Automata;

/// <summary>Bytes written since some place, as interned numbers that share their heads: for names and items that must be remembered.</summary>
internal sealed class Tape
{
    /// <summary>Nothing is being recorded.</summary>
    public const int Off = -1;

    /// <summary>
    /// Recording, but what was written is not told: for masks, where one representative stands for thousands of texts. Whatever would be
    /// remembered counts as different from everything before.
    /// </summary>
    public const int Unknown = -2;

    /// <summary>Recording, nothing written yet.</summary>
    public const int Empty = 0;

    private readonly List<(int Before, byte Value, int Length)> _entries = [(Off, 0, 0)];
    private readonly TransitionTable _next = new();

    public int Length(int tape) => tape < 0 ? 0 : _entries[tape].Length;

    public int Append(int tape, byte value)
    {
        if (tape < 0) return tape;
        if (_next.TryGet(tape, value, out var known)) return known;
        _entries.Add((tape, value, _entries[tape].Length + 1));
        _next.Add(tape, value, _entries.Count - 1);
        return _entries.Count - 1;
    }

    /// <summary>The bytes from a place on.</summary>
    public byte[] Read(int tape, int from)
    {
        var bytes = new byte[Math.Max(0, Length(tape) - from)];
        for (var i = bytes.Length - 1; i >= 0; i--) (tape, bytes[i], _) = _entries[tape];
        return bytes;
    }
}
