using System.Text;

namespace StructGen.Constraints.Patterns;

/// <summary>Small questions about the rows of a <see cref="LiteralTable"/>.</summary>
internal static class LiteralRows
{
    /// <summary>Shortest and longest row from the column on, in characters.</summary>
    public static (long Shortest, long Longest) Lengths(ReadOnlySpan<string> rows, int column)
    {
        long shortest = Pattern.Unbounded, longest = 0;
        foreach (var row in rows)
        {
            long length = row.Length - column;
            for (var i = column; i < row.Length; i++)
            {
                if (char.IsLowSurrogate(row[i])) length--;
            }

            shortest = Math.Min(shortest, length);
            longest = Math.Max(longest, length);
        }

        return (shortest, longest);
    }

    /// <summary>The rows as a set of characters, where each is one character long from the column on.</summary>
    public static CharSet? AsSet(ReadOnlySpan<string> rows, int column)
    {
        foreach (var row in rows)
        {
            if (row.Length - column is not (1 or 2) || (row.Length - column == 2 && !char.IsHighSurrogate(row[column]))) return null;
        }

        var scalars = new List<(int, int)>(rows.Length);
        foreach (var row in rows)
        {
            var scalar = Rune.GetRuneAt(row, column).Value;
            scalars.Add((scalar, scalar));
        }

        return CharSet.OfRanges(scalars);
    }
}
