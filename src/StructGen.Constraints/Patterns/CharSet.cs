using System.Text;

namespace StructGen.Constraints.Patterns;

/// <summary>A set of Unicode scalar values as its sorted borders: <c>[a-cx]</c> is <c>a, d, x, y</c>; inside after an odd number of borders.</summary>
/// <remarks>Surrogates are never members: they are no scalar values and no UTF-8 text holds them. Immutable, equal by content.</remarks>
internal sealed class CharSet : IEquatable<CharSet>
{
    /// <summary>One more than the last scalar value.</summary>
    public const int Limit = 0x110000;

    private const int SurrogateStart = 0xD800, SurrogateEnd = 0xE000;

    private readonly int[] _borders;
    private readonly int _hash;

    private CharSet(int[] borders)
    {
        _borders = borders;
        var hash = new HashCode();
        foreach (var border in borders) hash.Add(border);
        _hash = hash.ToHashCode();
    }

    /// <summary>No scalar value.</summary>
    public static CharSet None { get; } = new([]);

    /// <summary>Every scalar value.</summary>
    public static CharSet All { get; } = new([0, SurrogateStart, SurrogateEnd, Limit]);

    /// <summary>Where membership changes, ascending; an even number of entries.</summary>
    public ReadOnlySpan<int> Borders => _borders;

    public bool IsEmpty => _borders.Length == 0;

    /// <summary>How many scalar values.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var i = 0; i < _borders.Length; i += 2) count += _borders[i + 1] - _borders[i];
            return count;
        }
    }

    /// <summary>The smallest member; only for sets that have one.</summary>
    public int First => _borders[0];

    private static readonly CharSet[] Ascii = [.. Enumerable.Range(0, 0x80).Select(scalar => new CharSet([scalar, scalar + 1]))];

    public static CharSet Of(int scalar) => scalar < 0x80 ? Ascii[scalar] : Range(scalar, scalar);

    /// <summary>The scalar values from the first to the last, both included.</summary>
    public static CharSet Range(int first, int last) =>
        first <= last && (last < SurrogateStart || first >= SurrogateEnd) ? new CharSet([first, last + 1]) : OfRanges([(first, last)]);

    /// <summary>The scalar values in any of the ranges (both ends included), given in any order.</summary>
    public static CharSet OfRanges(IEnumerable<(int First, int Last)> ranges)
    {
        var borders = new List<int>();
        foreach (var (first, last) in ranges.Where(range => range.First <= range.Last).OrderBy(range => range.First))
        {
            if (borders.Count > 0 && borders[^1] >= first) borders[^1] = Math.Max(borders[^1], last + 1);
            else { borders.Add(first); borders.Add(last + 1); }
        }

        return new CharSet([.. borders]).And(All);
    }

    /// <summary>The characters of a text.</summary>
    public static CharSet OfText(string text) => OfRanges(text.EnumerateRunes().Select(rune => (rune.Value, rune.Value)));

    public bool Contains(int scalar)
    {
        var at = Array.BinarySearch(_borders, scalar);
        return ((at >= 0 ? at + 1 : ~at) & 1) == 1;
    }

    public CharSet Or(CharSet other) => Merge(this, other, static (a, b) => a || b);

    public CharSet And(CharSet other) => Merge(this, other, static (a, b) => a && b);

    public CharSet Except(CharSet other) => Merge(this, other, static (a, b) => a && !b);

    /// <summary>The scalar values not in the set.</summary>
    public CharSet Not() => All.Except(this);

    /// <summary>Whether every member is in the other set.</summary>
    public bool IsSubsetOf(CharSet other) => Except(other).IsEmpty;

    public bool Equals(CharSet? other) => other is not null && (ReferenceEquals(this, other) || (_hash == other._hash && _borders.AsSpan().SequenceEqual(other._borders)));

    public override bool Equals(object? obj) => Equals(obj as CharSet);

    public override int GetHashCode() => _hash;

    public override string ToString()
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < _borders.Length; i += 2)
        {
            Append(text, _borders[i]);
            if (_borders[i + 1] - _borders[i] > 1) Append(text.Append('-'), _borders[i + 1] - 1);
        }

        return text.Append(']').ToString();

        static void Append(StringBuilder text, int scalar) =>
            _ = scalar is > 0x20 and < 0x7F ? text.Append((char)scalar) : text.Append("\\u{").Append(scalar.ToString("x")).Append('}');
    }

    private static CharSet Merge(CharSet left, CharSet right, Func<bool, bool, bool> keep)
    {
        if (ReferenceEquals(left, right)) return keep(true, true) ? left : None;
        var a = left._borders;
        var b = right._borders;
        var result = new List<int>(a.Length + b.Length);
        int i = 0, j = 0;
        var inside = false;
        while (i < a.Length || j < b.Length)
        {
            var at = Math.Min(i < a.Length ? a[i] : Limit, j < b.Length ? b[j] : Limit);
            if (i < a.Length && a[i] == at) i++;
            if (j < b.Length && b[j] == at) j++;
            if (keep((i & 1) == 1, (j & 1) == 1) == inside) continue;
            inside = !inside;
            result.Add(at);
        }

        return result.Count == 0 ? None : new CharSet([.. result]);
    }
}
