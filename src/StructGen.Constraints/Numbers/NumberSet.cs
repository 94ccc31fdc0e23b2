using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Numbers;

/// <summary>A set of JSON numbers: values that may be written as whole numbers (<c>15</c>) and values that may be written otherwise (<c>1.5</c>, <c>15.0</c>, <c>1e3</c>).</summary>
/// <remarks>
/// The two differ for draft 4 only, whose <c>integer</c> is a matter of writing. Made by a <see cref="NumberArena"/>, which never makes two of the same structure.
/// </remarks>
internal sealed class NumberSet
{
    internal NumberSet(int id, ValueSet plain, ValueSet other, PlainSpelling? spelling = null)
    {
        Id = id;
        Plain = plain;
        Other = other;
        Spelling = spelling;
        Key = KeyOf(plain, other, spelling);
    }

    public int Id { get; }

    /// <summary>Structural, equal across arenas.</summary>
    public UInt128 Key { get; }

    /// <summary>Whole numbers that may be written with digits alone.</summary>
    internal ValueSet Plain { get; }

    /// <summary>Numbers that may be written with a fraction or an exponent.</summary>
    internal ValueSet Other { get; }

    /// <summary>How fractions and exponents are written; null for all spellings of JSON.</summary>
    internal PlainSpelling? Spelling { get; }

    internal static UInt128 KeyOf(ValueSet plain, ValueSet other, PlainSpelling? spelling = null)
    {
        var key = new KeyHash(2200);
        key.Add(plain.Key);
        key.Add(other.Key);
        if (spelling is not null)
        {
            key.Add(spelling.Source.Key);
            key.Add((long)spelling.LeastPlaces);
        }

        return key.Value;
    }
}
