using System.Text;
using System.Text.Json;
using StructGen.Generation.Prompting.Nodes;

namespace StructGen.Generation.Prompting.Kor;

/// <summary>Kor's table: header of all attributes, cells between <c>|</c>, quoted as Excel does, as a data frame prints them.</summary>
internal static class KorCsv
{
    private const string Remedy = "use the json encoder or prompt.compat = false";

    /// <exception cref="InexpressibleException">An attribute is a list or an object.</exception>
    public static void Check(ObjectNode root)
    {
        for (var index = 0; index < root.Attributes.Count; index++)
        {
            var attribute = root.Attributes[index];
            if (attribute.Many || attribute is ObjectNode)
                throw new InexpressibleException($"/attributes/{index}", "encoder", $"A csv cell holds neither lists nor objects, '{attribute.Id}' is one: flatten it or use the json encoder.");
        }
    }

    /// <exception cref="InexpressibleException">The data has no root, as that of every null example.</exception>
    public static string Encode(ObjectNode root, JsonElement data)
    {
        if (!data.TryGetProperty(root.Id, out var records))
            throw new InexpressibleException("", "encoder", $"Kor's csv has no form for an example in which nothing is extracted: remove it, {Remedy}.");
        JsonElement[] rows = records.ValueKind == JsonValueKind.Array ? [.. records.EnumerateArray()] : [records];
        if (rows.Any(row => row.ValueKind != JsonValueKind.Object))
            throw new InexpressibleException("", "encoder", $"Every row of a csv example is an object: {Remedy}.");
        var table = new StringBuilder();
        AppendRow(table, root.Attributes.Select(attribute => attribute.Id));
        var columns = root.Attributes.Select(attribute => Column(rows, attribute.Id)).ToArray();
        for (var row = 0; row < rows.Length; row++)
            AppendRow(table, columns.Select(column => column[row]));
        return table.ToString();
    }

    /// <summary>A column's cells. One that holds numbers only is a column of floats if a cell is missing or is a float, so <c>2</c> becomes <c>2.0</c>.</summary>
    private static string[] Column(JsonElement[] rows, string id)
    {
        var cells = rows.Select(row => row.TryGetProperty(id, out var cell) && cell.ValueKind != JsonValueKind.Null ? cell : (JsonElement?)null).ToArray();
        var present = cells.OfType<JsonElement>().ToArray();
        var floats = present.All(cell => cell.ValueKind == JsonValueKind.Number)
            && (present.Length < cells.Length || present.Any(PythonText.IsFloat));
        return [.. cells.Select(cell => cell is not { } value ? "" : floats ? PythonText.Float(value.GetDouble()) : PythonText.Scalar(value))];
    }

    private static void AppendRow(StringBuilder table, IEnumerable<string> cells)
    {
        var row = cells.ToArray();
        table.AppendJoin('|', row.Select(cell => cell.AsSpan().ContainsAny("|\"\n\r") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell));
        if (row is [""])
            table.Append("\"\"");
        table.Append('\n');
    }
}
