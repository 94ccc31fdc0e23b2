using System.Buffers;
using System.Net;
using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Kor;

/// <summary>Tags as Kor's forgiving HTML reader takes them: every value a list, names in lower case, the last text of an element wins over its children.</summary>
internal sealed class KorXmlReader
{
    private static readonly JsonElement Nothing = JsonText.Parse("{}");

    private static readonly SearchValues<char> NameEnds = SearchValues.Create("\t\n\r\f /");
    private static readonly SearchValues<char> EntityEnds = SearchValues.Create(" \t\n\r\f\v;");

    private readonly string _text;
    private readonly Stack<Element> _open = new([new Element("")]);
    private string? _data;
    private bool _noise;
    private string? _raw;

    private KorXmlReader(string text) => _text = text;

    /// <summary>The data; <c>{}</c> where text stands outside of tags.</summary>
    /// <exception cref="FormatException">A closing tag has no opening one, where Kor crashes; or tags nest too deep.</exception>
    public static JsonElement Read(string text)
    {
        var reader = new KorXmlReader(text);
        reader.Run();
        if (reader._noise)
            return Nothing;
        var root = reader._open.Last();
        return JsonText.Build(writer => Write(writer, root));
    }

    private void Run()
    {
        var index = 0;
        while (index >= 0 && index < _text.Length)
        {
            var next = _raw is { } raw
                ? _text.IndexOf("</" + raw, index, StringComparison.OrdinalIgnoreCase)
                : _text.IndexOf('<', index);
            if (next < 0)
            {
                if (_raw is null && !EndsInEntity(index))
                    OnText(_text[index..]);
                return;
            }

            if (next > index)
                OnText(_text[index..next]);
            index = ReadMarkup(next);
        }
    }

    /// <summary>Reads what begins with <c>&lt;</c>; -1 where it has no end, which stops the reading.</summary>
    private int ReadMarkup(int at)
    {
        var rest = _text.AsSpan(at);
        if (rest.Length > 1 && char.IsAsciiLetter(rest[1]))
            return ReadOpening(at);
        if (rest.StartsWith("</"))
            return ReadClosing(at);
        if (rest.StartsWith("<!--"))
            return After(_text.IndexOf("-->", at + 4, StringComparison.Ordinal), 3);
        if (rest.StartsWith("<!") || rest.StartsWith("<?"))
            return After(_text.IndexOf('>', at + 2), 1);
        if (rest.Length == 1)
            return -1;
        OnText("<");
        return at + 1;
    }

    private int ReadOpening(int at)
    {
        var end = at + 1;
        while (end < _text.Length && _text[end] is not ('\t' or '\n' or '\r' or '\f' or ' ' or '/' or '>' or '\0'))
            end++;
        var tag = _text[(at + 1)..end].ToLowerInvariant();
        var quote = '\0';
        for (; end < _text.Length; end++)
        {
            var unit = _text[end];
            if (quote != '\0')
                quote = unit == quote ? '\0' : quote;
            else if ((unit is '"' or '\'') && _text[end - 1] == '=')
                quote = unit;
            else if (unit == '>')
                break;
        }

        if (end >= _text.Length)
            return -1;
        _open.Push(new Element(tag));
        _data = null;
        if (_open.Count > AnswerParser.MaxDepth)
            throw new FormatException($"The tags of the answer nest deeper than {AnswerParser.MaxDepth}.");
        if (_text[end - 1] == '/')
            Close(tag);
        else if (tag is "script" or "style")
            _raw = tag;
        return end + 1;
    }

    private int ReadClosing(int at)
    {
        var end = _text.IndexOf('>', at + 1);
        if (end < 0)
            return -1;
        var name = _text[(at + 2)..end].TrimStart();
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]))
            return end + 1;
        var length = name.AsSpan().IndexOfAny(NameEnds);
        if (char.IsWhiteSpace(_text[at + 2]) && !name.AsSpan().TrimEnd().ToString().All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '.' or ':' or '_'))
            return end + 1;
        _raw = null;
        Close((length < 0 ? name : name[..length]).ToLowerInvariant());
        return end + 1;
    }

    private void Close(string tag)
    {
        var closed = _open.Pop();
        if (_open.Count == 0)
            throw new FormatException($"</{tag}> closes nothing.");
        _open.Peek().Add(tag, (object?)_data ?? closed);
        _data = null;
    }

    private void OnText(string text)
    {
        var data = _raw is null ? WebUtility.HtmlDecode(text) : text;
        if (_open.Count == 1 && data.AsSpan().Trim() is not ("" or ","))
            _noise = true;
        _data = data;
    }

    /// <summary>Whether the rest may end within an entity, in which case it is held back for ever.</summary>
    private bool EndsInEntity(int index)
    {
        var from = Math.Max(index, _text.Length - 34);
        var at = _text.LastIndexOf('&', _text.Length - 1, _text.Length - from);
        return at >= 0 && !_text.AsSpan(at).ContainsAny(EntityEnds);
    }

    private static int After(int found, int length) => found < 0 ? -1 : found + length;

    private static void Write(Utf8JsonWriter writer, Element element)
    {
        writer.WriteStartObject();
        foreach (var (name, values) in element.Children)
        {
            writer.WriteStartArray(LoneSurrogates.Replace(name));
            foreach (var value in values)
            {
                if (value is Element child)
                    Write(writer, child);
                else
                    writer.WriteStringValue(LoneSurrogates.Replace((string)value));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private sealed class Element(string tag)
    {
        public string Tag { get; } = tag;

        public OrderedDictionary<string, List<object>> Children { get; } = new(StringComparer.Ordinal);

        public void Add(string name, object value)
        {
            if (!Children.TryGetValue(name, out var values))
                Children[name] = values = [];
            values.Add(value);
        }
    }
}
