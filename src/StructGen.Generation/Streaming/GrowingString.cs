namespace StructGen.Generation.Streaming;

/// <summary>Follows the bytes of a JSON string and tells where it can be cut: never in a character, an escape or a surrogate pair. One owner.</summary>
internal sealed class GrowingString
{
    private int _continuations;
    private int _digits;
    private int _code;
    private int _high;
    private bool _isEscape;

    /// <summary>What a byte is.</summary>
    public enum Place
    {
        /// <summary>After it a character is whole.</summary>
        Whole,

        /// <summary>It belongs to a character that is not whole yet.</summary>
        Within,

        /// <summary>The closing quote.</summary>
        End,

        /// <summary>It cannot stand here.</summary>
        Wrong,
    }

    /// <summary>Stands after the opening quote.</summary>
    public void Begin() => (_continuations, _digits, _code, _high, _isEscape) = (0, 0, 0, 0, false);

    public Place Step(byte next)
    {
        if (_continuations > 0) return next is >= 0x80 and < 0xC0 ? --_continuations == 0 ? Place.Whole : Place.Within : Place.Wrong;
        if (_digits > 0) return StepDigit(next);
        if (_isEscape) return StepEscape(next);
        if (next == '\\')
        {
            _isEscape = true;
            return Place.Within;
        }

        if (_high != 0 || next < 0x20) return Place.Wrong;
        if (next == '"') return Place.End;
        _continuations = next switch { < 0x80 => 0, < 0xC2 => -1, < 0xE0 => 1, < 0xF0 => 2, < 0xF5 => 3, _ => -1 };
        return _continuations switch { 0 => Place.Whole, < 0 => Place.Wrong, _ => Place.Within };
    }

    private Place StepEscape(byte next)
    {
        _isEscape = false;
        if (next == 'u')
        {
            (_digits, _code) = (4, 0);
            return Place.Within;
        }

        return _high == 0 && (next is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t') ? Place.Whole : Place.Wrong;
    }

    private Place StepDigit(byte next)
    {
        if (!char.IsAsciiHexDigit((char)next)) return Place.Wrong;
        _code = (_code << 4) | (next <= (byte)'9' ? next - '0' : (next | 0x20) - 'a' + 10);
        if (--_digits > 0) return Place.Within;
        if (_high != 0 != char.IsLowSurrogate((char)_code)) return Place.Wrong;
        _high = char.IsHighSurrogate((char)_code) ? _code : 0;
        return _high == 0 ? Place.Whole : Place.Within;
    }
}
