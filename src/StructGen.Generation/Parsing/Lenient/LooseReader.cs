using System.Text.Json;

namespace StructGen.Generation.Parsing.Lenient;

/// <summary>Reads one JSON value as a model may have written it, and notes every deviation. Text that is JSON is read without a repair.</summary>
/// <remarks>
/// Never fails but for nesting beyond <see cref="AnswerParser.MaxDepth"/> (<see cref="TooDeep"/>): closers are supplied, strays skipped.
/// <see cref="Position"/> only moves forward, so the time is linear.
/// </remarks>
internal sealed class LooseReader(string text, int start, int end, RepairLog log)
{
    private readonly LooseTextReader _texts = new(text, end, log);
    private readonly LooseScalars _scalars = new(text, end, log);
    private readonly int _start = start;
    private int _index = start;
    private int _depth;
    private int _openObjects;
    private int _openArrays;

    /// <summary>Where reading stopped.</summary>
    public int Position => _index;

    /// <summary>Characters gone over, some of them twice.</summary>
    public long Work => _index - _start + _texts.Work;

    /// <summary>Whether the answer ends within the value.</summary>
    public bool Truncated { get; private set; }

    /// <summary>Whether the value nests too deep; there is no value then.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>Reads a value; null where there is none or it nests too deep.</summary>
    public AnswerNode? Read()
    {
        SkipTrivia();
        var node = _index < end ? ReadValue(LooseContext.Root) : null;
        return TooDeep ? null : node;
    }

    /// <summary>Reads members without the braces around them.</summary>
    public AnswerNode? ReadBareMembers()
    {
        var node = AnswerNode.Object(_index);
        log.Add("missing-braces", _index, "Members without braces were taken as an object.");
        ReadMembers(node, bare: true);
        return TooDeep || node.Members.Count == 0 ? null : node;
    }

    /// <summary>Moves over white space and comments.</summary>
    public void SkipTrivia()
    {
        while (_index < end)
        {
            var unit = text[_index];
            if (LooseSyntax.IsSpace(unit))
            {
                if (!LooseSyntax.IsJsonSpace(unit) && unit != '\uFEFF')
                    log.Add("white-space", _index, "White space that JSON does not have was skipped.");
                _index++;
            }
            else if (_depth > 0 && LooseLookahead.IsComment(text, _index, end))
            {
                log.Add("comment", _index, "A comment was skipped.");
                var close = text[_index] == '/' && text[_index + 1] == '*' ? "*/" : "\n";
                var found = text.IndexOf(close, _index, end - _index, StringComparison.Ordinal);
                _index = found < 0 ? end : found + close.Length;
            }
            else
            {
                return;
            }
        }
    }

    private AnswerNode? ReadValue(LooseContext context)
    {
        var unit = text[_index];
        if (unit is '{' or '[')
        {
            if (++_depth > AnswerParser.MaxDepth)
            {
                TooDeep = true;
                return null;
            }

            var node = unit == '{' ? ReadObject() : ReadArray();
            _depth--;
            return node;
        }

        var offset = _index;
        if (LooseSyntax.ClosersOf(unit).Length == 0)
            return ReadBare(context);
        var value = _texts.Read(ref _index, context);
        Truncated |= _texts.Truncated;
        return AnswerNode.String(value, offset);
    }

    private AnswerNode? ReadBare(LooseContext context)
    {
        var node = _scalars.Read(ref _index, context, _openObjects > 0, _openArrays > 0);
        Truncated |= context != LooseContext.Root && _index >= end;
        return node;
    }

    private AnswerNode ReadObject()
    {
        var node = AnswerNode.Object(_index++);
        _openObjects++;
        ReadMembers(node, bare: false);
        _openObjects--;
        return node;
    }

    private void ReadMembers(AnswerNode node, bool bare)
    {
        var expectsComma = false;
        while (!TooDeep)
        {
            SkipTrivia();
            if (_index >= end)
            {
                Truncated |= !bare;
                return;
            }

            var unit = text[_index];
            if (unit == '}')
            {
                if (!expectsComma && node.Members.Count > 0)
                    log.Add("trailing-comma", _index, "A comma before a closing brace was dropped.");
                _index += bare ? 0 : 1;
                return;
            }

            if (_openArrays > 0 && (unit == ']' || (unit == '{' && node.Members.Count > 0)))
            {
                log.Add("missing-closer", _index, "A missing } was supplied.");
                return;
            }

            if (unit is ',' or ';')
            {
                if (!expectsComma || unit == ';')
                    log.Add("stray", _index, $"A stray {unit} was skipped.");
                expectsComma = false;
                _index++;
                continue;
            }

            if (expectsComma)
                log.Add("missing-comma", _index, "A missing comma was supplied.");
            expectsComma = ReadMember(node);
        }
    }

    /// <summary>Reads <c>name: value</c>; false where a stray character was skipped instead.</summary>
    private bool ReadMember(AnswerNode node)
    {
        var offset = _index;
        if (ReadKey() is not { } name)
        {
            log.Add("stray", offset, "Characters that belong nowhere were skipped.");
            _index = Math.Max(_index, offset + 1);
            return false;
        }

        SkipTrivia();
        if (_index >= end)
        {
            Truncated = true;
            return true;
        }

        if (text[_index] == ':')
        {
            _index++;
        }
        else if (text[_index] == '=')
        {
            log.Add("missing-colon", _index, "A = was taken as a colon.");
            _index += _index + 1 < end && text[_index + 1] == '>' ? 2 : 1;
        }
        else if (text[_index] is not (',' or '}' or ']'))
        {
            log.Add("missing-colon", _index, "A missing colon was supplied.");
        }

        SkipTrivia();
        if (_index >= end)
        {
            Truncated = true;
            return true;
        }

        AnswerNode? value;
        if (text[_index] is ',' or '}' or ']')
        {
            log.Add("missing-value", _index, $"'{Brief(name)}' has no value: null was supplied.");
            value = AnswerNode.Null(_index);
        }
        else
        {
            var before = _index;
            value = ReadValue(LooseContext.Member);
            if (_index == before)
                _index++;
        }

        if (value is not null && node.Set(name, value))
            log.Add("duplicate-key", offset, $"'{Brief(name)}' stands twice: the last value was taken.");
        return true;
    }

    private string? ReadKey()
    {
        if (LooseSyntax.ClosersOf(text[_index]).Length > 0)
        {
            var name = _texts.Read(ref _index, LooseContext.Key);
            Truncated |= _texts.Truncated;
            return name;
        }

        var start = _index;
        while (_index < end && text[_index] is not (':' or '=' or ',' or '}' or ']' or '{' or '[' or '\n'))
            _index++;
        var bare = text.AsSpan(start, _index - start).Trim();
        if (bare.Length == 0)
            return null;
        log.Add("unquoted-key", start, "A name without quotes was taken as one in quotes.");
        return Prompting.Shapes.LoneSurrogates.Replace(bare.ToString());
    }

    private AnswerNode ReadArray()
    {
        var node = AnswerNode.Array(_index++);
        _openArrays++;
        var expectsComma = false;
        while (!TooDeep)
        {
            SkipTrivia();
            if (_index >= end)
            {
                Truncated = true;
                break;
            }

            var unit = text[_index];
            if (unit == ']')
            {
                if (!expectsComma && node.Items.Count > 0)
                    log.Add("trailing-comma", _index, "A comma before a closing bracket was dropped.");
                _index++;
                break;
            }

            if (unit == '}' && _openObjects > 0)
            {
                log.Add("missing-closer", _index, "A missing ] was supplied.");
                break;
            }

            if (unit is ',' or ';' or '}' or ':')
            {
                if (!expectsComma || unit != ',')
                    log.Add("stray", _index, $"A stray {unit} was skipped.");
                expectsComma = false;
                _index++;
                continue;
            }

            if (expectsComma)
                log.Add("missing-comma", _index, "A missing comma was supplied.");
            var before = _index;
            if (ReadValue(LooseContext.Item) is { } item)
                node.Items.Add(item);
            if (_index == before)
                _index++;
            expectsComma = true;
        }

        _openArrays--;
        return node;
    }

    private static string Brief(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
