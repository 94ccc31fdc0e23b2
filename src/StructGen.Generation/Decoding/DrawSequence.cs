namespace StructGen.Generation.Decoding;

/// <summary>Random numbers that a seed determines, on every machine and in every version: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).</summary>
/// <remarks><see cref="Random"/> with a seed does not promise the same numbers in the next version of .NET.</remarks>
internal struct DrawSequence(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number, at least 0 and less than 1.</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }
}
