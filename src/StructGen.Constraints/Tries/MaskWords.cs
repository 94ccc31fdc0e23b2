using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StructGen.Constraints.Tries;

/// <summary>Set operations on masks, a vector of words at a time.</summary>
internal static class MaskWords
{
    /// <summary>Adds a token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(Span<ulong> mask, int token) => mask[token >> 6] |= 1UL << token;

    /// <summary>Adds tokens.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(Span<ulong> mask, ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens) mask[token >> 6] |= 1UL << token;
    }

    /// <summary>Removes tokens.</summary>
    public static void Clear(Span<ulong> mask, ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens) mask[token >> 6] &= ~(1UL << token);
    }

    /// <summary>Adds all tokens of another mask of the same length.</summary>
    public static void Or(Span<ulong> mask, ReadOnlySpan<ulong> other)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(mask);
        var others = MemoryMarshal.Cast<ulong, Vector<ulong>>(other);
        for (var i = 0; i < vectors.Length && i < others.Length; i++) vectors[i] |= others[i];
        for (var i = vectors.Length * Vector<ulong>.Count; i < mask.Length; i++) mask[i] |= other[i];
    }
}
