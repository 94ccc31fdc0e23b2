using System.Text;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Yaml;

/// <summary>Writes JSON data as block YAML with two spaces of indent; numbers as they are written, doubtful texts in double quotes.</summary>
internal static class YamlBlockWriter
{
    public static string Write(JsonElement data)
    {
        var text = new StringBuilder();
        if (IsNested(data))
            WriteBlock(text, data, 0, onLine: false);
        else
            text.Append(Inline(data)).Append('\n');
        return text.ToString();
    }

    private static void WriteBlock(StringBuilder text, JsonElement data, int depth, bool onLine)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => WriteBlock(at.Text, at.Data, at.Depth, at.OnLine), (Text: text, Data: data, Depth: depth, OnLine: onLine));
            return;
        }

        if (data.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in data.EnumerateObject())
            {
                Indent(text, depth, ref onLine);
                text.Append(Text(member.Name)).Append(':');
                WriteValue(text, member.Value, depth);
            }

            return;
        }

        foreach (var item in data.EnumerateArray())
        {
            Indent(text, depth, ref onLine);
            text.Append('-');
            if (IsNested(item))
            {
                text.Append(' ');
                WriteBlock(text, item, depth + 1, onLine: true);
            }
            else
            {
                text.Append(' ').Append(Inline(item)).Append('\n');
            }
        }
    }

    private static void WriteValue(StringBuilder text, JsonElement value, int depth)
    {
        if (!IsNested(value))
        {
            text.Append(' ').Append(Inline(value)).Append('\n');
            return;
        }

        text.Append('\n');
        WriteBlock(text, value, depth + 1, onLine: false);
    }

    /// <summary>Indents, but for the first line of a list's entry, which stands behind the dash.</summary>
    private static void Indent(StringBuilder text, int depth, ref bool onLine)
    {
        if (!onLine)
            text.Append(' ', 2 * depth);
        onLine = false;
    }

    private static bool IsNested(JsonElement value) => (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) && !IsEmpty(value);

    private static bool IsEmpty(JsonElement value) => value.ValueKind == JsonValueKind.Object ? !value.EnumerateObject().Any() : value.GetArrayLength() == 0;

    private static string Inline(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => Text(JsonText.Text(value)),
        _ => value.GetRawText(),
    };

    private static string Text(string text) => IsPlain(text) ? text : Quote(text);

    /// <summary>Whether a text means itself when written plain, to any reader of YAML 1.1 or 1.2.</summary>
    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || YamlScalars.IsSpecial(text) || text[^1] is ':' or ',' or '"' || text[0] is '\u201C' or '\u201E' or '\u2022' or '\u2013' or '\u2014' or '+' || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
            return false;
        if (text[0] is '-' or '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' or '.' or '=' or '<' or '~')
            return false;
        if (text.ToLowerInvariant() is "yes" or "no" or "on" or "off" or "y" or "n" || char.IsAsciiDigit(text[0]))
            return false;
        for (var index = 0; index < text.Length; index++)
        {
            var unit = text[index];
            if (char.IsControl(unit) || char.IsSurrogate(unit) || unit is '\u2028' or '\u2029' or '\uFEFF' or '\u0085')
                return false;
            if ((unit == ':' && char.IsWhiteSpace(text[index + 1])) || (unit == '#' && char.IsWhiteSpace(text[index - 1])))
                return false;
        }

        return true;
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var unit in text)
        {
            switch (unit)
            {
                case '"': quoted.Append("\\\""); break;
                case '\\': quoted.Append("\\\\"); break;
                case '\n': quoted.Append("\\n"); break;
                case '\r': quoted.Append("\\r"); break;
                case '\t': quoted.Append("\\t"); break;
                default:
                    if (char.IsControl(unit) || unit is '\u2028' or '\u2029' or '\uFEFF')
                        quoted.Append($"\\u{(int)unit:x4}");
                    else
                        quoted.Append(unit);
                    break;
            }
        }

        return quoted.Append('"').ToString();
    }
}
