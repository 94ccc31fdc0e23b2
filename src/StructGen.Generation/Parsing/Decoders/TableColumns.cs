using System.Text;
using StructGen.Generation.Prompting.Encoders;

namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Matches headers with the columns of a schema.</summary>
internal sealed class TableColumns
{
    private readonly HashSet<string> _names;
    private readonly Dictionary<string, string> _spellings = new(StringComparer.Ordinal);

    public TableColumns(TableShape table)
    {
        _names = new HashSet<string>(table.Columns.Select(column => column.Name), StringComparer.Ordinal);
        foreach (var name in _names)
            _spellings.TryAdd(Bare(name), name);
    }

    /// <summary>The property of each cell; an unknown name is kept, null is a cell to skip. Null where the row is no header.</summary>
    public string?[]? Match(List<TableCell> row, RepairLog log)
    {
        var columns = new string?[row.Count];
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < row.Count; index++)
        {
            if (_names.Contains(row[index].Text) && used.Add(row[index].Text))
                columns[index] = row[index].Text;
        }

        for (var index = 0; index < row.Count; index++)
        {
            var name = row[index].Text.Trim('*', ' ', '`');
            if (columns[index] is not null || name.Length is 0 or > 200)
                continue;
            columns[index] = name;
            if (!_spellings.TryGetValue(Bare(name), out var similar) || !used.Add(similar))
                continue;
            columns[index] = similar;
            log.Add("key-spelling", row[index].Offset, $"The column '{name}' was taken as '{similar}'.");
        }

        return used.Count > 0 && 2 * used.Count >= Math.Min(row.Count, _names.Count) ? columns : null;
    }

    private static string Bare(string name)
    {
        var bare = new StringBuilder(name.Length);
        foreach (var unit in name.Where(char.IsLetterOrDigit))
            bare.Append(char.ToLowerInvariant(unit));
        return bare.ToString();
    }
}
