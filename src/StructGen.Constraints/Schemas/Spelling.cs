namespace StructGen.Constraints.Schemas;

/// <summary>Guesses which known name a misspelt one means: <c>propertys</c> → <c>properties</c>.</summary>
internal static class Spelling
{
    /// <summary>Longer names are not compared: the comparison is quadratic, and a slip is seldom in them.</summary>
    private const int MaxLength = 64;

    /// <summary>More candidates than this are not searched.</summary>
    private const int MaxCandidates = 2_000;

    /// <summary>The nearest candidate, within an edit distance that grows with the length (none up to 3 letters, 1, 2, then 3); null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaxLength) return null;
        string? best = null;
        var least = int.MaxValue;
        foreach (var candidate in candidates.Take(MaxCandidates))
        {
            var bound = Math.Min(name.Length, candidate.Length) switch { <= 3 => 0, <= 5 => 1, <= 8 => 2, _ => 3 };
            if (candidate.Length > MaxLength || Math.Abs(candidate.Length - name.Length) > bound) continue;
            var distance = Distance(name, candidate);
            if (distance > bound || distance >= least) continue;
            (best, least) = (candidate, distance);
        }

        return best;
    }

    /// <summary>Edit distance (Levenshtein), ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[right.Length];
    }
}
