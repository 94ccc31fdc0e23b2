using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Prompting;
using StructGen.Generation.Prompting.Encoders;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Reads answers that are tables: finds the header among prose, fences and tags, and gives every cell the type of its column.</summary>
internal static class CsvAnswers
{
    private const string Delimiters = "|\t;,";

    /// <exception cref="InexpressibleException">The schema is no table.</exception>
    public static ParsedAnswer Read(string raw, TypeShape shape)
    {
        var table = TableShape.Of(shape);
        var log = new RepairLog();
        var start = 0;
        if (ThinkingBlocks.Skip(raw, ref start, log))
            return new ParsedAnswer { Repairs = log.Repairs, Truncated = true, Errors = ["The answer ends before the thinking does: there is no data."] };
        var end = raw.Length;
        Narrow(raw, ref start, ref end);
        if (FindHeader(raw, start, end, table, log) is not { } found)
        {
            var error = string.IsNullOrWhiteSpace(raw[start..end]) ? "The answer is empty." : "There is no table with the columns of the schema in the answer.";
            return new ParsedAnswer { Repairs = log.Repairs, Errors = [error] };
        }

        var errors = new List<string>();
        var records = new TableRecords(table, log, errors).Read(found.Rows, found.Header, found.Columns);
        var data = Place(table, records, start, errors);
        var answer = AnswerReading.Fit(data, null, shape, log.Repairs, Reading.CutKind.Whole);
        return answer with { Errors = [.. errors, .. answer.Errors] };
    }

    /// <summary>Takes what stands in tags.</summary>
    private static void Narrow(string raw, ref int start, ref int end)
    {
        var open = raw.IndexOf("<csv>", start, StringComparison.OrdinalIgnoreCase);
        if (open >= 0)
        {
            start = open + 5;
            var close = raw.LastIndexOf("</csv>", StringComparison.OrdinalIgnoreCase);
            end = close < start ? end : close;
        }
    }

    private static (List<List<TableCell>> Rows, int Header, string?[] Columns)? FindHeader(string raw, int start, int end, TableShape table, RepairLog log)
    {
        var known = new TableColumns(table);
        foreach (var delimiter in Delimiters)
        {
            var attempt = new RepairLog();
            var rows = new TableReader(raw, start, end, delimiter, attempt).Read();
            for (var header = 0; header < rows.Count; header++)
            {
                if (known.Match(rows[header], attempt) is not { } columns)
                    continue;
                if (delimiter != '|' && rows[header].Count > 1)
                    log.Add("delimiter", rows[header][0].Offset, $"The cells were taken as separated by {(delimiter == '\t' ? "tabs" : delimiter)}.");
                var before = rows.Take(header).Where(row => row.Exists(cell => cell.Text.Length > 0)).ToList();
                if (before.Count > 0 && before[^1][0].Text.StartsWith("```", StringComparison.Ordinal))
                    log.Add("code-fence", before[^1][0].Offset, "The answer was taken out of a code fence.");
                else if (before.Count > 0)
                    log.Add("surrounding-text", start, "Text before the table was ignored.");
                attempt.Repairs.ForEach(repair => log.Add(repair.Kind, repair.Offset, repair.Message));
                return (rows, header, columns);
            }
        }

        return WithoutHeader(raw, start, end, table, log);
    }

    /// <summary>Rows that have as many cells as there are columns, without a header.</summary>
    private static (List<List<TableCell>> Rows, int Header, string?[] Columns)? WithoutHeader(string raw, int start, int end, TableShape table, RepairLog log)
    {
        var rows = new TableReader(raw, start, end, '|', new RepairLog()).Read();
        var first = rows.FindIndex(row => row.Count == table.Columns.Count && row.Count > 1);
        if (first < 0)
            return null;
        log.Add("missing-header", rows[first][0].Offset, "There is no header: the cells were taken in the order of the schema.");
        return (rows, first - 1, [.. table.Columns.Select(column => column.Name)]);
    }

    private static AnswerNode Place(TableShape table, List<AnswerNode> records, int offset, List<string> errors)
    {
        AnswerNode value;
        if (table.Many)
        {
            value = AnswerNode.Array(offset);
            value.Items.AddRange(records);
        }
        else
        {
            value = records.Count > 0 ? records[0] : AnswerNode.Object(offset);
            if (records.Count > 1)
                errors.Add($"The table has {records.Count} rows where one record is wanted: the first was taken.");
        }

        if (table.Member is null || (!table.Many && records.Count == 0))
            return value;
        var root = AnswerNode.Object(offset);
        root.Set(table.Member, value);
        return root;
    }
}
