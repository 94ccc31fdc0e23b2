using System.Globalization;
using System.Text;

namespace StructGen.Generation.Chats;

/// <summary>The words inside the arguments of the reply function, <c>{"text": "…"}</c>, decoded as they come.</summary>
/// <remarks>Half of an escape, or of a surrogate pair, is held back until the other half is there.</remarks>
internal sealed class ReplyText
{
    private readonly StringBuilder _words = new();
    private readonly StringBuilder _escape = new();
    private int _quotes;
    private char _high;

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _quotes = 0;
        _high = '\0';
        _escape.Clear();
    }

    /// <summary>Takes a piece of the JSON.</summary>
    /// <returns>The words in it.</returns>
    public string Append(ReadOnlySpan<char> json)
    {
        _words.Clear();
        foreach (var c in json) Take(c);
        return _words.ToString();
    }

    // Quotes 1 and 2 are the member's name, the words stand between 3 and 4.
    private void Take(char c)
    {
        if (_escape.Length > 0)
        {
            _escape.Append(c);
            if (_escape[1] != 'u' || _escape.Length == 6) Unescape();
        }
        else if (c == '"')
        {
            _quotes++;
        }
        else if (_quotes == 3 && c == '\\')
        {
            _escape.Append(c);
        }
        else if (_quotes == 3)
        {
            Give(c);
        }
    }

    private void Unescape()
    {
        Give(_escape[1] switch
        {
            'u' => (char)int.Parse(_escape.ToString(2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            var same => same,
        });
        _escape.Clear();
    }

    private void Give(char c)
    {
        if (char.IsHighSurrogate(c))
        {
            _high = c;
            return;
        }

        if (_high != '\0' && char.IsLowSurrogate(c)) _words.Append(_high);
        _high = '\0';
        if (!char.IsSurrogate(c) || (_words.Length > 0 && char.IsHighSurrogate(_words[^1]))) _words.Append(c);
    }
}
