using System.Collections.Concurrent;
using System.Numerics;

namespace StructGen.Constraints.Tries;

/// <summary>A vocabulary's large masks by content: equal ones of different states and schemas are one array.</summary>
/// <remarks>
/// "Anywhere in a free string before a comma or a brace" is one mask of 16 KB however many members, items and schemas lead to it.
/// Thread-safe. Bounded like <see cref="LexemeMasks"/>: two generations; what is forgotten stays valid for those who hold it.
/// </remarks>
internal sealed class MaskPool(int limit = MaskPool.DefaultLimit)
{
    /// <summary>Masks kept in each generation: 16 MB of a vocabulary of 128,000 tokens.</summary>
    public const int DefaultLimit = 1024;

    private volatile ConcurrentDictionary<ulong, ulong[]> _young = new();
    private volatile ConcurrentDictionary<ulong, ulong[]> _old = new();
    private int _count;

    /// <summary>An array of the mask's content, which nobody writes any more.</summary>
    public ulong[] Share(ReadOnlySpan<ulong> mask)
    {
        var hash = Hash(mask);
        if (_young.TryGetValue(hash, out var known) && mask.SequenceEqual(known)) return known;
        if (!_old.TryGetValue(hash, out known) || !mask.SequenceEqual(known)) known = mask.ToArray();
        if (!_young.TryAdd(hash, known) || Interlocked.Increment(ref _count) < limit) return known;
        Interlocked.Exchange(ref _count, 0);
        _old = _young;
        _young = new();
        return known;
    }

    // Four lanes, so that the multiplications overlap. Contents are compared too: a collision costs a copy, not a mask.
    private static ulong Hash(ReadOnlySpan<ulong> words)
    {
        const ulong factor = 0x9E3779B97F4A7C15;
        ulong a = 1, b = 2, c = 3, d = 4;
        var i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            a = BitOperations.RotateLeft((a ^ words[i]) * factor, 31);
            b = BitOperations.RotateLeft((b ^ words[i + 1]) * factor, 31);
            c = BitOperations.RotateLeft((c ^ words[i + 2]) * factor, 31);
            d = BitOperations.RotateLeft((d ^ words[i + 3]) * factor, 31);
        }

        for (; i < words.Length; i++) a = BitOperations.RotateLeft((a ^ words[i]) * factor, 31);
        return (a * 3) ^ (b * 5) ^ (c * 7) ^ (d * 11);
    }
}
