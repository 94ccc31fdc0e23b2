namespace StructGen.Constraints.Formats.Idna;

/// <summary>Unicode normalization form C (UAX 15) of labels whose code points are all valid in one.</summary>
/// <remarks>The build is culture-invariant, where <see cref="string.Normalize()"/> returns every text as it is.</remarks>
internal static class CanonicalForm
{
    private const int Syllables = 0xAC00, Syllable = 11172, Leads = 0x1100, Vowels = 0x1161, Tails = 0x11A7, VowelCount = 21, TailCount = 28;

    /// <summary>Whether a label is in form C already.</summary>
    public static bool IsNormal(IReadOnlyList<int> label)
    {
        if (label.All(scalar => scalar < 0x300)) return true;
        var parts = new List<int>();
        foreach (var scalar in label) Decompose(scalar, parts);
        Order(parts);
        return Compose(parts).SequenceEqual(label);
    }

    private static void Decompose(int scalar, List<int> parts)
    {
        if (scalar - Syllables is >= 0 and < Syllable and var index)
        {
            parts.Add(Leads + (index / (VowelCount * TailCount)));
            parts.Add(Vowels + (index % (VowelCount * TailCount) / TailCount));
            if (index % TailCount > 0) parts.Add(Tails + (index % TailCount));
        }
        else if (IdnaTables.Decompositions.TryGetValue(scalar, out var pair))
        {
            Decompose(pair.First, parts);
            parts.Add(pair.Second);
        }
        else
        {
            parts.Add(scalar);
        }
    }

    /// <summary>Marks between two starters in the order of their classes; equal ones stay as they are.</summary>
    private static void Order(List<int> parts)
    {
        for (var i = 1; i < parts.Count; i++)
        {
            for (var j = i; j > 0 && ClassOf(parts[j]) is > 0 and var own && ClassOf(parts[j - 1]) > own; j--)
                (parts[j - 1], parts[j]) = (parts[j], parts[j - 1]);
        }
    }

    private static List<int> Compose(List<int> parts)
    {
        var result = new List<int>();
        var (starter, last) = (-1, -1);
        foreach (var scalar in parts)
        {
            var own = ClassOf(scalar);
            if (starter >= 0 && last < own && Composite(result[starter], scalar) is { } composite)
            {
                result[starter] = composite;
                continue;
            }

            // A starter right behind a starter may still be joined to it.
            if (starter == result.Count - 1 && starter >= 0 && own == 0 && Composite(result[starter], scalar) is { } joined)
            {
                result[starter] = joined;
                continue;
            }

            result.Add(scalar);
            (starter, last) = own == 0 ? (result.Count - 1, -1) : (starter, own);
        }

        return result;
    }

    private static int? Composite(int first, int second)
    {
        if (first - Leads is >= 0 and < 19 and var lead && second - Vowels is >= 0 and < VowelCount and var vowel) return Syllables + (((lead * VowelCount) + vowel) * TailCount);
        if (first - Syllables is >= 0 and < Syllable and var index && index % TailCount == 0 && second - Tails is > 0 and < TailCount and var tail) return first + tail;
        return IdnaTables.Compositions.TryGetValue((first, second), out var composite) ? composite : null;
    }

    private static int ClassOf(int scalar) => IdnaTables.Classes.GetValueOrDefault(scalar);
}
