using System.Text;
using System.Text.Json;

namespace StructGen.RepairBench.Languages;

/// <summary>Writes tags named as the members; a list repeats its tag, items of a root list are called item.</summary>
internal static class XmlText
{
    public static string Write(Documents.BenchDocument document)
    {
        var text = new StringBuilder();
        Append(text, document.Data.ValueKind == JsonValueKind.Array ? "item" : null, document.Data, "");
        return text.ToString().Trim('\n');
    }

    public static string Escape(string text)
        => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static void Append(StringBuilder text, string? tag, JsonElement value, string indent)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Append(text, tag, item, indent);
                break;
            case JsonValueKind.Object when tag is null:
                foreach (var member in value.EnumerateObject())
                    Append(text, member.Name, member.Value, indent);
                break;
            case JsonValueKind.Object:
                text.Append('\n').Append(indent).Append('<').Append(tag).Append('>');
                foreach (var member in value.EnumerateObject())
                    Append(text, member.Name, member.Value, indent + "  ");
                text.Append('\n').Append(indent).Append("</").Append(tag).Append('>');
                break;
            case JsonValueKind.Null:
                text.Append('\n').Append(indent).Append('<').Append(tag).Append("/>");
                break;
            default:
                text.Append('\n').Append(indent).Append('<').Append(tag).Append('>')
                    .Append(Escape(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText())).Append("</").Append(tag).Append('>');
                break;
        }
    }
}
