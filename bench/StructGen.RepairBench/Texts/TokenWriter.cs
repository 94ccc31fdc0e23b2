using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StructGen.RepairBench.Texts;

internal enum Layout
{
    Compact,
    Pretty,

    /// <summary>Some containers on one line, some on several, in prose or in a fence.</summary>
    Wrapped,
}

/// <summary>Writes a document as tokens, correctly.</summary>
internal sealed class TokenWriter(Layout layout, Random random)
{
    private readonly List<JsonToken> _tokens = [];
    private readonly int _indent = layout == Layout.Compact ? 0 : random.Next(3) switch { 0 => 4, 1 => 1, _ => 2 };
    private int _containers;

    public List<JsonToken> Write(JsonElement value)
    {
        Append(value, [], -1, false, 0);
        return _tokens;
    }

    /// <summary>A JSON string that escapes only what must be.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var unit in text)
        {
            json.Append(unit switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ => unit.ToString(),
            });
        }

        return json.Append('"').ToString();
    }

    private void Append(JsonElement value, string[] path, int container, bool inList, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().Select(member => (member.Name, member.Value)).ToArray();
                AppendContainer(members, path, false, depth);
                break;
            case JsonValueKind.Array:
                var items = value.EnumerateArray().Select((item, index) => (index.ToString(CultureInfo.InvariantCulture), item)).ToArray();
                AppendContainer(items, path, true, depth);
                break;
            case JsonValueKind.String:
                Add(TokenKind.Text, Quote(value.GetString()!), path, container, inList, value);
                break;
            case JsonValueKind.Number:
                Add(TokenKind.Number, value.GetRawText(), path, container, inList, value);
                break;
            default:
                Add(TokenKind.Word, value.GetRawText(), path, container, inList, value);
                break;
        }
    }

    private void AppendContainer((string Step, JsonElement Value)[] parts, string[] path, bool isList, int depth)
    {
        var container = _containers++;
        var lines = layout == Layout.Pretty
            ? parts.Length > 0 && !(isList && parts.All(part => part.Value.ValueKind == JsonValueKind.Number))
            : layout == Layout.Wrapped && parts.Length > 0 && random.Next(2) == 0;
        Add(TokenKind.Open, isList ? "[" : "{", path, container, isList);
        for (var index = 0; index < parts.Length; index++)
        {
            if (index > 0)
                Add(TokenKind.Comma, ",", path, container, isList);
            if (lines)
                Add(TokenKind.Space, "\n" + new string(' ', _indent * (depth + 1)), path, container, isList);
            else if (index > 0 && layout != Layout.Compact)
                Add(TokenKind.Space, " ", path, container, isList);
            string[] inner = [.. path, parts[index].Step];
            if (!isList)
            {
                Add(TokenKind.Name, Quote(parts[index].Step), inner, container, false);
                Add(TokenKind.Colon, ":", path, container, false);
                if (layout != Layout.Compact)
                    Add(TokenKind.Space, " ", path, container, false);
            }

            Append(parts[index].Value, inner, container, isList, depth + 1);
        }

        if (lines)
            Add(TokenKind.Space, "\n" + new string(' ', _indent * depth), path, container, isList);
        Add(TokenKind.Close, isList ? "]" : "}", path, container, isList);
    }

    private void Add(TokenKind kind, string text, string[] path, int container, bool inList, JsonElement value = default)
        => _tokens.Add(new JsonToken(kind, text, path, container, inList) { Value = value });
}
