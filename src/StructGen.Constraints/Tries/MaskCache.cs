namespace StructGen.Constraints.Tries;

/// <summary>A constraint's finished masks by machine state.</summary>
/// <remarks>
/// Reading takes no lock: arrays are published whole and masks never change after. Writing happens under the constraint's lock.
/// When the masks pass the limit all are forgotten; those that were handed out stay valid.
/// </remarks>
internal sealed class MaskCache(long limitBytes)
{
    private StoredMask?[] _masks = new StoredMask?[64];
    private long _bytes;

    /// <summary>Bytes of masks held.</summary>
    public long Bytes => _bytes;

    /// <summary>The mask of a state, or null.</summary>
    public StoredMask? Find(int state)
    {
        var masks = Volatile.Read(ref _masks);
        return state < masks.Length ? Volatile.Read(ref masks[state]) : null;
    }

    /// <summary>Keeps a mask.</summary>
    public void Add(int state, StoredMask mask)
    {
        var bytes = mask.Bytes;
        if (_bytes + bytes > limitBytes)
        {
            _bytes = 0;
            Volatile.Write(ref _masks, new StoredMask?[_masks.Length]);
        }

        if (state >= _masks.Length)
        {
            var grown = new StoredMask?[Math.Max(state + 1, _masks.Length * 2)];
            _masks.AsSpan().CopyTo(grown);
            Volatile.Write(ref _masks, grown);
        }

        _bytes += bytes;
        Volatile.Write(ref _masks[state], mask);
    }
}
