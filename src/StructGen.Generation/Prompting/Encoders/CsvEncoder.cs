using System.Text;
using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Encoders;

/// <summary>A table with <c>|</c> between cells: a header, then one row per record.</summary>
/// <remarks>An absent value and null are an empty cell, an empty text is <c>""</c>, booleans and numbers are written as in JSON. No record: the header alone.</remarks>
internal sealed class CsvEncoder(TypeShape root, bool tagged) : IAnswerEncoder
{
    private readonly TableShape _table = TableShape.Of(root);

    public string Instructions
        => "Give the answer as a table: first a line with the names of the columns, then one line per record, with | between the cells. "
            + "Leave a cell empty if the text does not give its value; put a cell that contains | or a line break in double quotes. "
            + (tagged ? "Put <csv> before the table and </csv> after it, and write nothing else." : "Write nothing before or after the table.");

    public string Encode(JsonElement data)
    {
        var text = new StringBuilder();
        AppendRow(text, _table.Columns.Select(column => Quote(column.Name)));
        foreach (var record in Records(data))
        {
            AppendRow(text, _table.Columns.Select(column => record.TryGetProperty(column.Name, out var value) ? Cell(value) : ""));
        }

        return tagged ? $"<csv>\n{text}</csv>" : text.ToString().TrimEnd('\n');
    }

    private IEnumerable<JsonElement> Records(JsonElement data)
    {
        if (_table.Member is { } member && data.ValueKind == JsonValueKind.Object)
            data = data.TryGetProperty(member, out var inner) ? inner : default;
        return data.ValueKind switch
        {
            JsonValueKind.Array => data.EnumerateArray().Where(record => record.ValueKind == JsonValueKind.Object),
            JsonValueKind.Object when data.EnumerateObject().Any() => [data],
            _ => [],
        };
    }

    private static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => Quote(JsonText.Text(value)),
        _ => value.GetRawText(),
    };

    private static string Quote(string cell)
    {
        var quoted = cell.Length == 0 || char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1]) || cell.AsSpan().ContainsAny("|\"\n\r`") || IsRule(cell);
        return quoted ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
    }

    /// <summary>Whether a cell without quotes would look like a part of the line under a Markdown header.</summary>
    internal static bool IsRule(string cell) => cell.Length > 1 && !cell.AsSpan().ContainsAnyExcept("-:= ");

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells)
    {
        var start = text.Length;
        text.AppendJoin('|', cells);
        if (text.Length == start)
            text.Append('|');
        text.Append('\n');
    }
}
