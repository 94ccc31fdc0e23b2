using System.Text.Json;
using StructGen.RepairBench.Documents;

namespace StructGen.RepairBench.Languages;

/// <summary>Writes a header and a line per record, with <c>|</c> between cells; an absent value is an empty cell.</summary>
internal static class CsvText
{
    public static string Write(BenchDocument document)
    {
        var (schema, records) = Table(document);
        string[] columns = [.. SchemaView.Names(schema)];
        return string.Join('\n', records.Select(record => string.Join('|', columns.Select(column
            => record.TryGetProperty(column, out var value) ? Cell(value) : ""))).Prepend(string.Join('|', columns)));
    }

    private static string Cell(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static (JsonElement Schema, IEnumerable<JsonElement> Records) Table(BenchDocument document)
    {
        var (schema, data) = (document.Schema, document.Data);
        if (document.IsRootObject && data.EnumerateObject().First().Value.ValueKind == JsonValueKind.Array)
        {
            var member = data.EnumerateObject().First();
            (schema, data) = (SchemaView.At(schema, [member.Name]), member.Value);
        }

        return data.ValueKind == JsonValueKind.Array ? (schema.GetProperty("items"), data.EnumerateArray()) : (schema, [data]);
    }
}
