using System.Text;

namespace StructGen.Generation.Decoding;

/// <summary>Tells when a model only repeats itself: the same bytes over and over, within one string or from item to item.</summary>
/// <remarks>
/// A loop is exact: at least eight times the same period of at most 256 bytes (some 64 tokens), 512 bytes in all, or 256 times one byte: what people write,
/// from rules of dashes to refrains, is shorter. It is none where the prompt has it too: the same stretch for text; for items, one of their values as often as there are items.
/// One owner; after warm-up nothing is allocated but when a loop is suspected.
/// </remarks>
/// <param name="readPrompt">Gives the prompt's text; asked once, and only when a loop is suspected.</param>
internal sealed class RepetitionGuard(Func<byte[]> readPrompt)
{
    /// <summary>Longest period in bytes.</summary>
    public const int MostPeriod = 256;

    /// <summary>Fewest repetitions.</summary>
    public const int LeastTimes = 8;

    private const int LeastOfOneByte = 256;
    private const int LeastBytes = 512;

    private readonly int[] _runs = new int[MostPeriod + 1];
    private readonly int[] _excused = new int[MostPeriod + 1];
    private byte[] _text = new byte[8192];
    private int _length;
    private JsonPosition _position;
    private int _stringStart;
    private byte[]? _prompt;

    /// <summary>Where a whole text begins to repeat itself without end (UTF-16); null where it does not. Only its first part is looked at.</summary>
    public static int? FindIn(string text, Func<byte[]> readPrompt)
    {
        const int Most = 64 << 10;
        const int Stride = 64;
        var guard = new RepetitionGuard(readPrompt);
        for (var from = 0; from < Math.Min(text.Length, Most); from += Stride)
        {
            guard.Append(Encoding.UTF8.GetBytes(text, from, Math.Min(Stride, text.Length - from)));
            if (guard.Find() is not null) return Math.Min(from + Stride, text.Length);
        }

        return null;
    }

    /// <summary>Where the text stands.</summary>
    public JsonPosition Position => _position;

    /// <summary>Whether the last byte opened a string.</summary>
    public bool IsAtStringStart => _position.IsInString && _stringStart == _length;

    /// <summary>Bytes so far.</summary>
    public int Length => _length;

    /// <summary>Takes what was written.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _text.Length) Array.Resize(ref _text, Math.Max(_length + bytes.Length, _text.Length * 2));
        foreach (var value in bytes)
        {
            var most = Math.Min(MostPeriod, _length);
            for (var period = 1; period <= most; period++)
            {
                if (_text[_length - period] == value)
                {
                    _runs[period]++;
                }
                else
                {
                    _runs[period] = 0;
                    _excused[period] = 0;
                }
            }

            var wasInString = _position.IsInString;
            _position.Step(value);
            _text[_length++] = value;
            if (_position.IsInString && !wasInString) _stringStart = _length;
        }
    }

    /// <summary>The loop that the text ends in; null where it is in none.</summary>
    public RepeatedText? Find()
    {
        for (var period = 1; period <= MostPeriod; period++)
        {
            var stretch = _runs[period] + period;
            if (_runs[period] == 0 || stretch < Floor(period)) continue;
            if (stretch < _excused[period]) return null;
            var isText = _position.IsInString && _length - stretch >= _stringStart;
            if (isText ? PromptHolds(stretch) : PromptHoldsItems(period, stretch / period))
            {
                _excused[period] = stretch + Math.Max(64, period);
                return null;
            }

            return new RepeatedText(isText, period, stretch / period, isText ? _position.Depth : LowestDepth(period));
        }

        return null;
    }

    /// <summary>Forgets the repetition, not the text: it was dealt with.</summary>
    public void Reset()
    {
        Array.Clear(_runs);
        Array.Clear(_excused);
    }

    /// <summary>How much of a text that follows belongs to the value which holds the repetition; all of it where its end is not seen.</summary>
    public int LengthToEnd(RepeatedText loop, ReadOnlySpan<byte> following)
    {
        var position = _position;
        for (var i = 0; i < following.Length; i++)
        {
            position.Step(following[i]);
            if (loop.IsText ? !position.IsInString : position.Depth < loop.Level) return i + 1;
        }

        return following.Length;
    }

    private static int Floor(int period) => period == 1 ? LeastOfOneByte : Math.Max(LeastBytes, LeastTimes * period);

    /// <summary>Fewest open brackets during the last period: those around what repeats.</summary>
    private int LowestDepth(int period)
    {
        var position = default(JsonPosition);
        var lowest = int.MaxValue;
        for (var i = 0; i < _length; i++)
        {
            if (i >= _length - period) lowest = Math.Min(lowest, position.Depth);
            position.Step(_text[i]);
        }

        return Math.Min(lowest, position.Depth);
    }

    private ReadOnlySpan<byte> Prompt() => _prompt ??= readPrompt();

    private bool PromptHolds(int stretch)
    {
        var written = _text.AsSpan(_length - stretch, stretch);
        return Prompt().IndexOf(written) >= 0 || (written.Contains((byte)'\\') && Prompt().IndexOf(Unescape(WithoutHalves(written))) >= 0);
    }

    /// <summary>The stretch without what is left of an escape that it begins or ends within.</summary>
    private ReadOnlySpan<byte> WithoutHalves(ReadOnlySpan<byte> written)
    {
        var before = _text.AsSpan(0, _length - written.Length);
        if (Backslashes(before) % 2 == 1) written = written[1..];
        return Backslashes(written) % 2 == 1 ? written[..^1] : written;
    }

    private static int Backslashes(ReadOnlySpan<byte> text) => text.Length - text.TrimEnd((byte)'\\').Length;

    private bool PromptHoldsItems(int period, int times)
    {
        foreach (var value in Values(Math.Max(0, _length - (2 * period))))
            if (Prompt().Count(value) >= times) return true;
        return false;
    }

    /// <summary>The strings and numbers that stand as values between a place and the end.</summary>
    private List<byte[]> Values(int from)
    {
        var values = new List<byte[]>();
        var position = default(JsonPosition);
        var start = -1;
        for (var i = 0; i < _length; i++)
        {
            var before = position.IsInString;
            position.Step(_text[i]);
            if (i < from) continue;
            var isNumber = !before && !position.IsInString && _text[i] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'.';
            if (!before && position.IsInString) start = i + 1;
            else if (before && !position.IsInString && start >= 0) Add(start, i);
            else if (!before && isNumber && start < 0) start = i;
            else if (!before && !isNumber && start >= 0) Add(start, i);
        }

        return values;

        void Add(int first, int end)
        {
            start = -1;
            var after = _text[end] == '"' && end + 1 < _length ? _text[end + 1] : (byte)0;
            if (end > first && after != ':') values.Add(Unescape(_text.AsSpan(first, end - first)));
        }
    }

    private static byte[] Unescape(ReadOnlySpan<byte> written)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(written));
        return Encoding.UTF8.GetBytes(text.Replace("\\n", "\n").Replace("\\t", "\t").Replace("\\r", "\r").Replace("\\\"", "\"").Replace("\\/", "/").Replace("\\\\", "\\").ToString());
    }
}
