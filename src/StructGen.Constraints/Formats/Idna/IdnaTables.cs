using System.Globalization;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Formats.Idna;

/// <content>The tables as sets.</content>
internal static partial class IdnaTables
{
    /// <summary>What a label in Unicode form may hold; some of it only in certain contexts.</summary>
    public static CharSet Valid { get; } = Read(ValidRanges.Split(' '));

    /// <summary>Bidi classes R and AL.</summary>
    public static CharSet RightToLeft { get; } = Read(RightToLeftRanges.Split(' '));

    /// <summary>Bidi class AN.</summary>
    public static CharSet ArabicNumbers { get; } = Read(ArabicNumberRanges.Split(' '));

    /// <summary>Bidi class EN.</summary>
    public static CharSet EuropeanNumbers { get; } = Read(EuropeanNumberRanges.Split(' '));

    /// <summary>Bidi classes ES, CS, ET, ON and BN.</summary>
    public static CharSet Neutral { get; } = Read(NeutralRanges.Split(' '));

    /// <summary>Bidi class NSM.</summary>
    public static CharSet Nonspacing { get; } = Read(NonspacingRanges.Split(' '));

    /// <summary>General category M.</summary>
    public static CharSet Marks { get; } = Read(MarkRanges.Split(' '));

    /// <summary>Combining classes other than 0.</summary>
    public static IReadOnlyDictionary<int, int> Classes { get; } = ReadClasses();

    /// <summary>Primary composites by their two code points.</summary>
    public static IReadOnlyDictionary<(int First, int Second), int> Compositions { get; } = ReadCompositions();

    /// <summary>The two code points of each primary composite.</summary>
    public static IReadOnlyDictionary<int, (int First, int Second)> Decompositions { get; } = Compositions.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Code points with a combining class other than 0.</summary>
    public static CharSet Reordered { get; } = CharSet.OfRanges(Classes.Keys.Select(scalar => (scalar, scalar)));

    /// <summary>Combining class 9: viramas.</summary>
    public static CharSet Viramas { get; } = CharSet.OfRanges(Classes.Where(pair => pair.Value == 9).Select(pair => (pair.Key, pair.Key)));

    /// <summary>Hexadecimal ranges: <c>41</c>, <c>41-5A</c>, and <c>101-107/2</c> for every second.</summary>
    internal static CharSet Read(IEnumerable<string> ranges) => CharSet.OfRanges(ranges.SelectMany(Expand));

    private static IEnumerable<(int First, int Last)> Expand(string range)
    {
        var parts = range.Split('-', '/');
        var (first, last) = (Hexadecimal(parts[0]), Hexadecimal(parts[^1]));
        if (parts.Length < 3) return [(first, last)];
        last = Hexadecimal(parts[1]);
        return Enumerable.Range(0, ((last - first) / 2) + 1).Select(step => (first + (2 * step), first + (2 * step)));
    }

    private static Dictionary<int, int> ReadClasses()
    {
        var classes = new Dictionary<int, int>();
        var current = 0;
        foreach (var word in CombiningClasses.Split(' '))
        {
            if (word[^1] == ':')
            {
                current = Hexadecimal(word[..^1]);
                continue;
            }

            foreach (var (first, last) in Expand(word))
                for (var scalar = first; scalar <= last; scalar++) classes[scalar] = current;
        }

        return classes;
    }

    private static Dictionary<(int First, int Second), int> ReadCompositions()
    {
        var compositions = new Dictionary<(int First, int Second), int>();
        var second = 0;
        foreach (var word in Composites.Split(' '))
        {
            if (word[^1] == ':')
            {
                second = Hexadecimal(word[..^1]);
                continue;
            }

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            compositions[(Hexadecimal(word[(equals + 1)..]), second)] = Hexadecimal(word[..equals]);
        }

        return compositions;
    }

    private static int Hexadecimal(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
