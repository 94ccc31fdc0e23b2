using System.Globalization;
using System.Numerics;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>The cuts of a large set, ready to be asked about by beginnings: an enum of a hundred thousand numbers has as many, and each state asks.</summary>
internal sealed class CutIndex
{
    /// <summary>Smaller sets are looked through cut by cut, which tells fewer beginnings apart.</summary>
    public const int Least = 64;

    private readonly UInt128[] _from;
    private readonly string[] _digits;

    public CutIndex(ValueSet set)
    {
        var cuts = set.Cuts;
        _from = new UInt128[cuts.Length + 1];
        for (var i = cuts.Length - 1; i >= 0; i--)
        {
            var key = new KeyHash(2400);
            key.Add(cuts[i]);
            key.Add(set.Members[i] ? 1L : 0L);
            key.Add(set.Between[i + 1].Key);
            key.Add(_from[i + 1]);
            _from[i] = key.Value;
        }

        _digits = Array.ConvertAll(cuts, DigitsOf);
        Array.Sort(_digits, StringComparer.Ordinal);
    }

    /// <summary>Digits of a number without sign, point and exponent.</summary>
    public static string DigitsOf(ExactNumber number) => BigInteger.Abs(number.Mantissa).ToString(CultureInfo.InvariantCulture);

    /// <summary>Digit by digit from the left: -1 less, 1 greater, 0 where the cut, with zeros after it, begins so.</summary>
    public static int Compare(string digits, string cut)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            var other = i < cut.Length ? cut[i] : '0';
            if (digits[i] != other) return digits[i] < other ? -1 : 1;
        }

        return 0;
    }

    /// <summary>A hash of the cuts from one on, with what holds behind each.</summary>
    public UInt128 From(int cut) => _from[cut];

    /// <summary>Adds how digits compare with those of each cut; in the order of their digits the ones that begin so are neighbours.</summary>
    /// <returns>Length of the longest cut that has more digits than these and begins so; 0 where there is none.</returns>
    public long AddOrder(ref KeyHash key, string digits)
    {
        var first = Search(cut => Compare(digits, cut) <= 0);
        var end = Search(cut => Compare(digits, cut) < 0);
        long longest = 0;
        long reached = 0;
        for (var i = first; i < end; i++)
        {
            if (_digits[i].Length <= digits.Length) reached++;
            else longest = Math.Max(longest, _digits[i].Length);
        }

        key.Add((long)first);
        key.Add((long)end);
        key.Add(reached);
        return longest;
    }

    private int Search(Func<string, bool> holds)
    {
        var (low, high) = (0, _digits.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (holds(_digits[middle])) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
