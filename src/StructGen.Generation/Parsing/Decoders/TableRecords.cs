using StructGen.Generation.Prompting.Encoders;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Makes records of the rows after a header. An empty cell is null where that is allowed, else the value is absent; <c>""</c> is an empty text.</summary>
internal sealed class TableRecords(TableShape table, RepairLog log, List<string> errors)
{
    private const int MaxErrors = 20;

    public List<AnswerNode> Read(List<List<TableCell>> rows, int header, string?[] columns)
    {
        var records = new List<AnswerNode>();
        var blank = false;
        for (var index = header + 1; index < rows.Count; index++)
        {
            var row = rows[index];
            if (row is [{ Text.Length: 0, Quoted: false }])
            {
                blank = true;
                continue;
            }

            if (IsRule(row, columns))
                continue;
            if (header >= 0 && IsHeader(row, rows[header]))
            {
                log.Add("repeated-header", row[0].Offset, "The header stands again among the rows: it was skipped.");
                continue;
            }

            if (row is [{ Quoted: false } fence] && fence.Text.StartsWith("```", StringComparison.Ordinal))
                break;
            if (row.Count == 1 && columns.Length > 1 && blank)
            {
                log.Add("surrounding-text", row[0].Offset, "Text after the table was ignored.");
                continue;
            }

            if (row.Count > columns.Length && row.Skip(columns.Length).Any(cell => cell.Text.Length > 0) && errors.Count < MaxErrors)
                errors.Add($"A row of the table has {row.Count} cells, the header has {columns.Length}.");
            if (row.Count < columns.Length && columns[^1] is not null)
                log.Add("short-row", row[0].Offset, "A row with fewer cells than the header was filled up.");
            records.Add(Record(row, columns));
        }

        return records;
    }

    private AnswerNode Record(List<TableCell> row, string?[] columns)
    {
        var record = AnswerNode.Object(row[0].Offset);
        for (var index = 0; index < columns.Length; index++)
        {
            if (columns[index] is not { } name)
                continue;
            var cell = index < row.Count ? row[index] : new TableCell("", false, row[^1].Offset);
            var column = table.Columns.FirstOrDefault(known => known.Name == name)?.Shape;
            var isEmpty = cell is { Quoted: false } && (cell.Text.Length == 0 || (column is not null && !ShapeCore.IsText(column) && IsNothing(cell)));
            if (!isEmpty)
                record.Set(name, AnswerNode.String(LoneSurrogates.Replace(cell.Text), cell.Offset, untyped: true));
            else if (column is not null && ShapeCore.IsNullable(column))
                record.Set(name, AnswerNode.Null(cell.Offset));
        }

        return record;
    }

    private static bool IsHeader(List<TableCell> row, List<TableCell> header)
        => row.Count == header.Count && row.Zip(header).All(pair => pair.First.Text == pair.Second.Text);

    private bool IsNothing(TableCell cell)
    {
        if (cell.Text.ToLowerInvariant() is not ("na" or "n/a" or "null" or "none" or "nil" or "nan" or "-"))
            return false;
        log.Add("text-to-null", cell.Offset, $"The cell '{cell.Text}' was taken as empty.");
        return true;
    }

    /// <summary>Whether a row is a line as under a Markdown header: dashes without quotes in every column, nothing outside of them.</summary>
    private static bool IsRule(List<TableCell> row, string?[] columns)
    {
        for (var index = 0; index < row.Count; index++)
        {
            var named = index < columns.Length && columns[index] is not null;
            if (row[index].Quoted || (named ? !CsvEncoder.IsRule(row[index].Text) : row[index].Text.Length > 0))
                return false;
        }

        return true;
    }
}
