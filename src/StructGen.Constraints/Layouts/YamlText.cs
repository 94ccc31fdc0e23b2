using System.Globalization;
using System.Text;
using System.Text.Json;
using StructGen.Constraints.Algebra;

namespace StructGen.Constraints.Layouts;

/// <summary>Reads back what the machine has written as YAML: its own form only, not YAML at large. For items that must be remembered.</summary>
internal ref struct YamlText(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly StringBuilder _json = new();
    private int _at;

    /// <summary>The value of a text as JSON.</summary>
    /// <param name="text">The value; a block begins on its first line.</param>
    /// <param name="indent">Columns before a block's further lines.</param>
    public static string ToJson(ReadOnlySpan<byte> text, int indent)
    {
        var reader = new YamlText(text);
        reader.Value(indent);
        return reader._json.ToString();
    }

    private void Value(int indent)
    {
        if (_text[_at..].StartsWith("- "u8)) Sequence(indent);
        else if (NameLength() is var length and > 0) Mapping(indent, length);
        else Scalar();
    }

    private void Sequence(int indent)
    {
        _json.Append('[');
        do
        {
            if (_json[^1] != '[') _json.Append(',');
            _at += 2;
            Value(indent + 2);
        }
        while (GoesOn(indent));
        _json.Append(']');
    }

    private void Mapping(int indent, int length)
    {
        _json.Append('{');
        do
        {
            if (_json[^1] != '{') _json.Append(',');
            if (length == 0) length = NameLength();
            Text(_text.Slice(_at, length));
            _json.Append(':');
            _at += length + 1;
            length = 0;
            if (_text[_at] == ' ')
            {
                _at++;
                Scalar();
            }
            else
            {
                _at += 1 + indent + 2;
                Value(indent + 2);
            }
        }
        while (GoesOn(indent));
        _json.Append('}');
    }

    /// <summary>Whether the next line belongs to the block; if so its indentation is skipped.</summary>
    private bool GoesOn(int indent)
    {
        if (_at >= _text.Length) return false;
        var line = _text[(_at + 1)..];
        var spaces = line.IndexOfAnyExcept((byte)' ');
        if (spaces != indent) return false;
        _at += 1 + indent;
        return true;
    }

    /// <summary>Length of the member name that stands here; 0 where a scalar does.</summary>
    private readonly int NameLength()
    {
        var line = Line();
        var end = line[0] == '"' ? Quoted(line) : line.IndexOf((byte)':');
        while (end >= 0 && end < line.Length && line[0] != '"' && end + 1 < line.Length && line[end + 1] != ' ')
        {
            var more = line[(end + 1)..].IndexOf((byte)':');
            end = more < 0 ? line.Length : end + 1 + more;
        }

        return end > 0 && end < line.Length && line[end] == ':' ? end : 0;
    }

    private readonly ReadOnlySpan<byte> Line()
    {
        var rest = _text[_at..];
        var end = rest.IndexOf((byte)'\n');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>Length of a string in quotes, quotes included.</summary>
    private static int Quoted(ReadOnlySpan<byte> line)
    {
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == '\\') i++;
            else if (line[i] == '"') return i + 1;
        }

        return line.Length;
    }

    private void Scalar()
    {
        var line = Line();
        _at += line.Length;
        if (line[0] is (byte)'-' or (byte)'{' or (byte)'[' or (>= (byte)'0' and <= (byte)'9') || line.SequenceEqual("null"u8) || line.SequenceEqual("true"u8) || line.SequenceEqual("false"u8))
            _json.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(line)}");
        else Text(line);
    }

    private readonly void Text(ReadOnlySpan<byte> form)
    {
        if (form[0] == '"') _json.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(form)}");
        else _json.Append(JsonSerializer.Serialize(Encoding.UTF8.GetString(form), EngineJson.Default.String));
    }
}
