namespace StructGen.Constraints.Patterns.Ecma;

/// <content>Escapes and classes.</content>
internal sealed partial class EcmaParser
{
    private (EcmaNode Node, bool Quantifiable) AtomEscape()
    {
        var start = _at;
        if (_at + 1 == _text.Length) throw Syntax(start, "'\\' at the end escapes nothing; write '\\\\' for a backslash");
        switch (_text[_at + 1])
        {
            case 'b':
                _at += 2;
                return (EcmaNode.Assertion(EcmaAssertionKind.Boundary), false);
            case 'B':
                _at += 2;
                return (EcmaNode.Assertion(EcmaAssertionKind.NotBoundary), false);
            case >= '1' and <= '9':
                _at++;
                TryNumber(out var group);
                if (group <= _groups) throw new PatternException(_text, start, $"the back-reference '\\{group}' is beyond regular languages and cannot be enforced; spell the alternatives out", false);
                _at = start;
                break;
            case 'k' when _hasNames:
                throw new PatternException(_text, start, "the back-reference '\\k' is beyond regular languages and cannot be enforced; spell the alternatives out", false);
        }

        return (EcmaNode.Chars(Escape(out _)), true);
    }

    private CharSet Class()
    {
        var start = _at++;
        var negated = TryTake('^');
        var ranges = new List<(int, int)>();
        var result = CharSet.None;
        while (true)
        {
            if (_at == _text.Length) throw Syntax(start, "the class is not closed; add ']' or escape '[' as '\\['");
            if (TryTake(']'))
            {
                result = result.Or(CharSet.OfRanges(ranges));
                return negated ? result.Not() : result;
            }

            var from = _at;
            var low = ClassAtom(out var first);
            if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']')
            {
                _at++;
                var high = ClassAtom(out var last);
                if (first >= 0 && last >= 0)
                {
                    if (first > last) throw Syntax(from, $"the range '{_text[from.._at]}' is out of order; swap its ends or escape '-' as '\\-'");
                    ranges.Add((first, last));
                    continue;
                }

                // Annex B: a class such as \w is no end of a range, the dash stands for itself.
                result = result.Or(CharSet.Of('-')).Or(high);
            }

            if (first >= 0) ranges.Add((first, first));
            else result = result.Or(low);
        }
    }

    /// <summary>One member of a class; the scalar value is -1 for what is a class itself.</summary>
    private CharSet ClassAtom(out int scalar)
    {
        if (_text[_at] != '\\')
        {
            scalar = Scalar();
            return SetOf(scalar);
        }

        if (_at + 1 == _text.Length) throw Syntax(_at, "'\\' at the end escapes nothing; write '\\\\' for a backslash");
        if (_text[_at + 1] == 'b')
        {
            _at += 2;
            scalar = '\b';
            return SetOf(scalar);
        }

        return Escape(out scalar);
    }

    /// <summary>An escape that stands for characters, from the backslash on.</summary>
    private CharSet Escape(out int scalar)
    {
        var start = _at++;
        scalar = -1;
        if (EcmaSets.ByLetter(_text[_at]) is { } named)
        {
            _at++;
            return named;
        }

        if (_text[_at] is 'p' or 'P' && _at + 1 < _text.Length && _text[_at + 1] == '{') return Property(start);
        scalar = EscapedScalar(start);
        return SetOf(scalar);
    }

    private int EscapedScalar(int start)
    {
        var letter = Scalar();
        switch (letter)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case 'c' when _at < _text.Length && char.IsAsciiLetter(_text[_at]): return _text[_at++] % 32;
            case 'c':
                // Annex B: then the backslash stands for itself.
                _at--;
                return '\\';
            case >= '0' and <= '7': return Octal(letter - '0');
            case 'x' when _at + 2 <= _text.Length && TryHex(_text.AsSpan(_at, 2), out var value):
                _at += 2;
                return value;
            case 'u': return UnicodeEscape(start);
            default: return letter;
        }
    }

    private int Octal(int value)
    {
        for (var digits = 1; digits < 3 && _at < _text.Length && _text[_at] is >= '0' and <= '7' && (value * 8) + _text[_at] - '0' <= 0xFF; digits++) value = (value * 8) + _text[_at++] - '0';
        return value;
    }

    private int UnicodeEscape(int start)
    {
        if (_at < _text.Length && _text[_at] == '{')
        {
            var end = _text.IndexOf('}', _at);
            if (end < 0 || end - _at is < 2 or > 9 || !TryHex(_text.AsSpan(_at + 1, end - _at - 1), out var scalar) || scalar is < 0 or > 0x10FFFF)
            {
                throw Syntax(start, "'\\u{…}' needs a hexadecimal number up to 10FFFF");
            }

            _at = end + 1;
            return scalar;
        }

        if (_at + 4 > _text.Length || !TryHex(_text.AsSpan(_at, 4), out var unit)) return 'u';
        _at += 4;
        if (!char.IsHighSurrogate((char)unit) || !_text.AsSpan(_at).StartsWith("\\u") || _at + 6 > _text.Length) return unit;
        if (!TryHex(_text.AsSpan(_at + 2, 4), out var low) || !char.IsLowSurrogate((char)low)) return unit;
        _at += 6;
        return char.ConvertToUtf32((char)unit, (char)low);
    }

    private CharSet Property(int start)
    {
        var negated = _text[_at] == 'P';
        var end = _text.IndexOf('}', _at);
        if (end < 0) throw Syntax(start, "'\\p{' is not closed; add '}'");
        var name = _text[(_at + 2)..end];
        _at = end + 1;
        var sign = DialectSigns.Find(_text).FirstOrDefault(sign => sign.Position == start);
        var set = UnicodeProperties.Find(name) ?? throw new PatternException(_text, start, sign.Message ?? $"the Unicode property '{name}' is not known here; use a general category such as L or Nd, one of the common scripts, or a class", false);
        return negated ? set.Not() : set;
    }
}
