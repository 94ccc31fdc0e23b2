using System.Numerics;
using System.Runtime.CompilerServices;

namespace StructGen.Constraints.Automata;

/// <summary>A set of byte values: bit <c>value &amp; 63</c> of word <c>value &gt;&gt; 6</c>.</summary>
[InlineArray(4)]
internal struct ByteSet
{
    private ulong _first;

    /// <summary>All 256 values.</summary>
    public static ByteSet All
    {
        get
        {
            var all = default(ByteSet);
            for (var word = 0; word < 4; word++) all[word] = ulong.MaxValue;
            return all;
        }
    }

    /// <summary>A number that differs for different sets, but for a chance of one in 2^64.</summary>
    public readonly ulong Fingerprint
    {
        get
        {
            var hash = 0UL;
            for (var word = 0; word < 4; word++) hash = (BitOperations.RotateLeft(hash, 29) ^ this[word]) * 0x9E3779B97F4A7C15UL;
            return hash;
        }
    }

    /// <summary>Adds a value.</summary>
    public void Add(byte value) => this[value >> 6] |= 1UL << value;

    /// <summary>Adds the values of a text.</summary>
    public void Add(ReadOnlySpan<byte> values)
    {
        foreach (var value in values) Add(value);
    }

    /// <summary>Whether the value is in the set.</summary>
    public readonly bool Contains(byte value) => (this[value >> 6] >> value & 1) != 0;

    /// <summary>The least value that is not less than <paramref name="from"/>; 256 where there is none.</summary>
    public readonly int Next(int from)
    {
        for (var word = from >> 6; word < 4; word++)
        {
            var rest = this[word] & (word == from >> 6 ? ulong.MaxValue << from : ulong.MaxValue);
            if (rest != 0) return (word << 6) + BitOperations.TrailingZeroCount(rest);
        }

        return 256;
    }
}
