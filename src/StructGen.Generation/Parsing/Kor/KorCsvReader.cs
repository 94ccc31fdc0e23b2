using System.Text;
using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Kor;

/// <summary>A <c>|</c> table as the data frame reader that Kor uses reads it: all values texts, the quirks of kor.md §2.6 included.</summary>
internal sealed class KorCsvReader
{
    private readonly string _text;
    private int _index;

    private KorCsvReader(string text) => _text = text;

    /// <summary>The rows as objects.</summary>
    /// <exception cref="FormatException">No column, an unterminated quote, or a row longer than the one before.</exception>
    public static JsonElement Read(string text)
    {
        var reader = new KorCsvReader(text.TrimStart('\uFEFF'));
        if (reader.ReadRow() is not { } header)
            throw new FormatException("The table has no columns.");
        var rows = new List<List<string>>();
        var width = header.Count;
        while (reader.ReadRow() is { } row)
        {
            if (rows.Count > 0 && row.Count > width)
                throw new FormatException($"Row {rows.Count + 1} of the table has {row.Count} cells, the one before has {width}.");
            while (row.Count < width)
                row.Add("");
            width = row.Count;
            rows.Add(row);
        }

        var names = Names(header);
        var shift = rows.Count == 0 ? 0 : rows[0].Count - names.Count;
        return JsonText.Build(writer =>
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                for (var column = 0; column < names.Count; column++)
                    writer.WriteString(names[column], LoneSurrogates.Replace(row[column + shift]));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static List<string> Names(List<string> header)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = header.Select((name, column) => name.Length == 0 ? $"Unnamed: {column}" : LoneSurrogates.Replace(name)).ToList();
        var taken = new HashSet<string>(names, StringComparer.Ordinal);
        for (var column = 0; column < names.Count; column++)
        {
            var name = names[column];
            var unique = name;
            var count = counts.GetValueOrDefault(unique);
            while (count > 0)
            {
                counts[name] = count + 1;
                unique = $"{name}.{count}";
                count = taken.Contains(unique) ? count + 1 : counts.GetValueOrDefault(unique);
            }

            names[column] = unique;
            taken.Add(unique);
            counts[unique] = count + 1;
        }

        return names;
    }

    /// <summary>The next row that is not blank; null at the end.</summary>
    private List<string>? ReadRow()
    {
        while (_index < _text.Length && IsBlankLine())
            SkipLine();
        if (_index >= _text.Length)
            return null;
        var row = new List<string>();
        while (true)
        {
            row.Add(ReadCell());
            if (_index >= _text.Length)
                return row;
            if (_text[_index++] == '|')
                continue;
            if (_text[_index - 1] == '\r' && _index < _text.Length && _text[_index] == '\n')
                _index++;
            return row;
        }
    }

    private string ReadCell()
    {
        while (_index < _text.Length && (_text[_index] is ' ' or '\t'))
            _index++;
        if (_index >= _text.Length || _text[_index] != '"')
            return ReadPlain();
        var cell = new StringBuilder();
        _index++;
        while (true)
        {
            if (_index >= _text.Length)
                throw new FormatException("A quoted cell of the table has no end.");
            var unit = _text[_index++];
            if (unit != '"')
                cell.Append(unit);
            else if (_index < _text.Length && _text[_index] == '"')
                cell.Append(_text[_index++]);
            else
                return cell.Append(ReadPlain()).ToString();
        }
    }

    private string ReadPlain()
    {
        var start = _index;
        while (_index < _text.Length && _text[_index] is not ('|' or '\n' or '\r'))
            _index++;
        return _text[start.._index];
    }

    private bool IsBlankLine()
    {
        for (var at = _index; at < _text.Length; at++)
        {
            if (_text[at] is '\n' or '\r')
                return true;
            if (_text[at] is not (' ' or '\t'))
                return false;
        }

        return true;
    }

    private void SkipLine()
    {
        while (_index < _text.Length && _text[_index] is not ('\n' or '\r'))
            _index++;
        _index = Math.Min(_text.Length, _index + 1);
    }
}
