namespace StructGen.Constraints.Tries;

/// <summary>A finished mask as it is kept: whole where it holds many tokens, else only the words that hold one.</summary>
/// <remarks>
/// The mask inside a string is 16 KB and one of few; those at names, commas and enums are many and hold a handful of tokens, some
/// hundred bytes, which are laid out again in a matcher's own words when asked for. Immutable.
/// </remarks>
internal sealed class StoredMask
{
    private readonly ulong[]? _dense;
    private readonly SparseMask _sparse;

    /// <summary>Copies a mask, or takes the pool's array of the same content.</summary>
    public StoredMask(ReadOnlySpan<ulong> mask, MaskPool pool)
    {
        var words = mask.Length - mask.Count(0UL);
        if (words * 8 > mask.Length) _dense = pool.Share(mask);
        else _sparse = new SparseMask(mask);
    }

    /// <summary>Bytes held, roughly.</summary>
    public int Bytes => 64 + (_dense is null ? _sparse.Bytes : _dense.Length * sizeof(ulong));

    /// <summary>The mask by reference, or null where it has to be laid out.</summary>
    public ulong[]? Dense => _dense;

    /// <summary>Lays the mask out.</summary>
    public void CopyTo(Span<ulong> mask)
    {
        if (_dense is not null)
        {
            _dense.CopyTo(mask);
            return;
        }

        mask.Clear();
        _sparse.OrInto(mask);
    }
}
