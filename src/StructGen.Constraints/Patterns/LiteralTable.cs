using System.Text;

namespace StructGen.Constraints.Patterns;

/// <summary>
/// A finite set of strings, sorted, so that "those that begin with <c>ab</c>" is a range of rows: <c>[abc, abd, b]</c> after <c>ab</c> is rows 0 to 2 from column 2.
/// </summary>
internal sealed class LiteralTable
{
    public LiteralTable(string[] sorted)
    {
        Rows = sorted;
        var key = new KeyHash((int)PatternKind.Literals);
        foreach (var row in sorted) key.Add(row.AsSpan());
        Key = key.Value;
    }

    /// <summary>Distinct, in ordinal order, well-formed UTF-16.</summary>
    public string[] Rows { get; }

    public UInt128 Key { get; }

    /// <summary>Where the rows that begin with another scalar value at the column start: the end of the group that begins at <paramref name="from"/>.</summary>
    public int GroupEnd(int from, int to, int column)
    {
        var scalar = ScalarAt(from, column);
        int low = from, high = to;
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            if (ScalarAt(middle, column) == scalar) low = middle;
            else high = middle;
        }

        return high;
    }

    public int ScalarAt(int row, int column) => Rune.GetRuneAt(Rows[row], column).Value;
}
