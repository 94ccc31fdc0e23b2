using System.Text;
using StructGen.Generation.Prompting.Encoders;

namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Matches a header with the columns of a schema.</summary>
internal static class TableColumns
{
    /// <summary>The property of each cell; an unknown name is kept, null is a cell to skip. Null where the row is no header.</summary>
    public static string?[]? Match(List<TableCell> row, TableShape table, RepairLog log)
    {
        var found = 0;
        var columns = new string?[row.Count];
        var free = new HashSet<string>(table.Columns.Select(column => column.Name), StringComparer.Ordinal);
        for (var index = 0; index < row.Count; index++)
        {
            var name = row[index].Text;
            if (free.Remove(name))
            {
                columns[index] = name;
                found++;
            }
        }

        for (var index = 0; index < row.Count; index++)
        {
            var name = row[index].Text.Trim('*', ' ', '`');
            if (columns[index] is not null || name.Length is 0 or > 200)
                continue;
            if (free.FirstOrDefault(candidate => Bare(candidate) == Bare(name)) is { } similar)
            {
                columns[index] = similar;
                free.Remove(similar);
                found++;
                log.Add("key-spelling", row[index].Offset, $"The column '{name}' was taken as '{similar}'.");
            }
            else
            {
                columns[index] = name;
            }
        }

        return found > 0 && 2 * found >= Math.Min(row.Count, table.Columns.Count) ? columns : null;
    }

    private static string Bare(string name)
    {
        var bare = new StringBuilder(name.Length);
        foreach (var unit in name.Where(char.IsLetterOrDigit))
            bare.Append(char.ToLowerInvariant(unit));
        return bare.ToString();
    }
}
