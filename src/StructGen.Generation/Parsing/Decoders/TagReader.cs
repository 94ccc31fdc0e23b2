namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Reads tags with forgiveness: attributes are ignored, missing closers supplied, strays skipped. Linear, no recursion.</summary>
internal sealed class TagReader(string text, int start, RepairLog log)
{
    private readonly List<TagElement> _open = [];
    private readonly Dictionary<string, int> _openNames = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the answer ends within an element.</summary>
    public bool Truncated { get; private set; }

    /// <summary>Whether a closing tag has no opening one: text that belongs to an element would be lost.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether elements nest too deep; the rest is left out.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>A nameless element whose children are the outermost ones.</summary>
    public TagElement Read()
    {
        var root = new TagElement("", start) { From = start, To = text.Length };
        _open.Add(root);
        for (var at = text.IndexOf('<', start); at >= 0 && at < text.Length && !TooDeep; at = at < text.Length ? text.IndexOf('<', at) : -1)
            at = ReadMarkup(at);
        if (_open.Count > 1)
        {
            Truncated = !TooDeep;
            log.Add("truncated", text.Length, "The answer ends within a tag: what was there was taken.");
            CloseTo(1, text.Length);
        }

        return root;
    }

    private int ReadMarkup(int at)
    {
        if (string.CompareOrdinal(text, at, "<!--", 0, 4) == 0)
            return After(text.IndexOf("-->", at, StringComparison.Ordinal), 3);
        if (string.CompareOrdinal(text, at, "<![CDATA[", 0, 9) == 0)
            return After(text.IndexOf("]]>", at, StringComparison.Ordinal), 3);
        if (at + 1 < text.Length && text[at + 1] is '!' or '?')
            return After(text.IndexOf('>', at), 1);
        var closes = at + 1 < text.Length && text[at + 1] == '/';
        var name = at + (closes ? 2 : 1);
        var end = name;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' or ':'))
            end++;
        if (end == name || !(char.IsLetter(text[name]) || text[name] == '_'))
            return at + 1;
        if (end < text.Length && text[end] is not ('>' or '/') && !char.IsWhiteSpace(text[end]))
            return at + 1;
        return closes ? Close(at, text[name..end], end) : Open(at, text[name..end], end);
    }

    private int Open(int at, string name, int end)
    {
        var close = text.AsSpan(end).IndexOfAny('>', '<');
        if (close < 0 || text[end + close] == '<')
            return at + 1;
        close += end;
        var element = new TagElement(name, at) { From = close + 1, To = close + 1, SelfClosed = text[close - 1] == '/' };
        _open[^1].Children.Add(element);
        if (element.SelfClosed)
            return close + 1;
        if (_open.Count >= AnswerParser.MaxDepth)
        {
            TooDeep = true;
            return close + 1;
        }

        _open.Add(element);
        _openNames[name] = _openNames.GetValueOrDefault(name) + 1;
        return close + 1;
    }

    private int Close(int at, string name, int nameEnd)
    {
        var bracket = text.AsSpan(nameEnd).IndexOfAny('>', '<', '\n');
        var end = bracket < 0 ? text.Length : nameEnd + bracket + (text[nameEnd + bracket] == '>' ? 1 : 0);
        if (_openNames.GetValueOrDefault(name) == 0)
        {
            IsDamaged = true;
            log.Add("stray", at, $"</{(name.Length > 40 ? name[..40] : name)}> closes nothing and was skipped.");
            return end;
        }

        var index = _open.FindLastIndex(element => element.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (index < _open.Count - 1)
            log.Add("missing-closer", at, "A missing closing tag was supplied.");
        CloseTo(index, at);
        return end;
    }

    private void CloseTo(int index, int at)
    {
        while (_open.Count > index)
        {
            var element = _open[^1];
            element.To = at;
            _openNames[element.Name] = _openNames.GetValueOrDefault(element.Name) - 1;
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private int After(int found, int length) => found < 0 ? text.Length : found + length;
}
