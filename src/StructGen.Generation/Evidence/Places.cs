using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>Finds all places of a text within another, without overlaps, words of their own first.</summary>
internal static class Places
{
    /// <summary>Most places that are listed for one value.</summary>
    public const int Max = 1_000;

    /// <summary>Values as long as this count within longer words too, where they stand nowhere as words.</summary>
    private const int LongValue = 8;

    /// <summary>Longest head that is searched for; what follows it is compared at each place.</summary>
    private const int MaxHead = 1_000;

    public static List<TextSpan> Find(ReadOnlySpan<char> text, ReadOnlySpan<char> value)
    {
        var words = new List<TextSpan>();
        var parts = new List<TextSpan>();
        var head = value[..Math.Min(value.Length, MaxHead)];
        for (var at = 0; at <= text.Length - value.Length && words.Count < Max;)
        {
            var found = text[at..].IndexOf(head);
            if (found < 0)
                break;
            var start = at + found;
            var end = start + value.Length;
            at = start + 1;
            if (end > text.Length || (value.Length > head.Length && !text[start..end].SequenceEqual(value)))
                continue;
            if (WordBorders.Stands(text, start, end))
            {
                words.Add(new TextSpan(start, end));
                at = end;
            }
            else if (words.Count == 0 && parts.Count < Max)
            {
                parts.Add(new TextSpan(start, end));
                at = end;
            }
        }

        return words.Count > 0 || value.Length < LongValue ? words : parts;
    }
}
