using System.Text;
using System.Text.Json;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Languages;

/// <summary>Writes block YAML; texts that could be read as anything else are quoted.</summary>
internal static class YamlText
{
    public static string Write(Documents.BenchDocument document)
    {
        var text = new StringBuilder();
        Append(text, document.Data, "");
        return text.ToString().TrimStart('\n');
    }

    public static string Scalar(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return value.GetRawText();
        var text = value.GetString()!;
        return IsPlain(text) ? text : TokenWriter.Quote(text);
    }

    private static bool IsPlain(string text) => text.Length > 0 && char.IsLetter(text[0]) && text == text.Trim()
        && text.All(unit => char.IsLetterOrDigit(unit) || unit is ' ' or '.' or '_' or '@' or '/' or '(' or ')' or '\'')
        && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");

    private static void Append(StringBuilder text, JsonElement value, string indent)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                foreach (var member in value.EnumerateObject())
                {
                    text.Append('\n').Append(indent).Append(IsPlain(member.Name) ? member.Name : TokenWriter.Quote(member.Name)).Append(':');
                    Append(text, member.Value, indent + "  ");
                }

                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                foreach (var item in value.EnumerateArray())
                {
                    text.Append('\n').Append(indent).Append('-');
                    var inner = new StringBuilder();
                    Append(inner, item, indent + "  ");
                    // The first member of an object in a list stands on the line of its dash.
                    var written = inner.ToString();
                    text.Append(written.StartsWith('\n') ? " " + written[(indent.Length + 3)..] : written);
                }

                break;
            default:
                text.Append(' ').Append(Scalar(value));
                break;
        }
    }
}
