using System.Text;

namespace StructGen.Generation.Decoding;

/// <summary>Puts an answer's text together from tokens' bytes: gives out complete characters only, and nothing that may turn out to be a stop string.</summary>
/// <example>With the stop string <c>"\n\n"</c>, of <c>"a\n"</c> only <c>"a"</c> is given out until the next character shows what the line break was.</example>
internal sealed class AnswerText(IReadOnlyList<string> stopStrings, Action<string>? onText)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _text = new();
    private readonly int _longestStop = stopStrings.Count == 0 ? 0 : stopStrings.Max(stop => stop.Length);
    private char[] _buffer = new char[64];
    private int _given;

    /// <summary>UTF-16 units until now.</summary>
    public int Length => _text.Length;

    /// <summary>Adds a token's bytes.</summary>
    /// <returns>Whether a stop string is complete; the text then ends before it.</returns>
    public bool Append(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length < bytes.Length + 4) _buffer = new char[bytes.Length * 2];
        var count = _decoder.GetChars(bytes, _buffer, flush: false);
        _text.Append(_buffer, 0, count);
        if (_longestStop > 0 && CutAtStop(count)) return true;
        if (onText is not null) Give(_text.Length - HeldBack());
        return false;
    }

    /// <summary>Gives out what was held back. An incomplete last character is left out.</summary>
    /// <returns>The whole text.</returns>
    public string End()
    {
        if (onText is not null) Give(_text.Length);
        return _text.ToString();
    }

    private bool CutAtStop(int added)
    {
        var from = Math.Max(0, _text.Length - added - _longestStop + 1);
        var tail = _text.ToString(from, _text.Length - from);
        var cut = -1;
        foreach (var stop in stopStrings)
        {
            var at = stop.Length == 0 ? -1 : tail.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (cut < 0 || at < cut)) cut = at;
        }

        if (cut < 0) return false;
        _text.Length = from + cut;
        return true;
    }

    // Characters at the end that may be the beginning of a stop string.
    private int HeldBack()
    {
        if (_longestStop == 0) return 0;
        var longest = Math.Min(_longestStop - 1, _text.Length - _given);
        var tail = _text.ToString(_text.Length - longest, longest);
        for (var from = 0; from < tail.Length; from++)
        {
            foreach (var stop in stopStrings)
            {
                if (stop.AsSpan().StartsWith(tail.AsSpan(from), StringComparison.Ordinal)) return tail.Length - from;
            }
        }

        return 0;
    }

    private void Give(int end)
    {
        if (end <= _given) return;
        onText!(_text.ToString(_given, end - _given));
        _given = end;
    }
}
