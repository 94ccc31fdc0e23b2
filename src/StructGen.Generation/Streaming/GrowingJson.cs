using System.Text.Json;

namespace StructGen.Generation.Streaming;

/// <summary>Reads JSON that arrives in pieces, cut anywhere, and can say at any time what is certain of it, as JSON.</summary>
/// <remarks>
/// The certain part is a prefix of the text and the closers of what is open there: of <c>{"a": "he</c> it is <c>{"a": "he"}</c>, of <c>{"a": 12</c> it is
/// <c>{}</c>, for another digit may follow. Reading looks at each byte once; the prefix is copied only when it is asked for. What is no JSON ends the
/// reading: what was certain stays. After the value's end everything is ignored. One owner.
/// </remarks>
/// <param name="schema">What the value should be: decides which strings appear only when complete.</param>
/// <param name="list">The list whose items are told; null where there is none.</param>
internal sealed class GrowingJson(GrowthSchema schema, AnswerList? list = null)
{
    private const int MaxDepth = 256;

    private readonly List<Level> _levels = [];
    private readonly List<(int Start, int End)> _items = [];
    private readonly GrowingString _string = new();
    private byte[] _text = new byte[256];
    private int _length;
    private int _read;
    private int _certain;
    private int _start;
    private int _literal;
    private Awaited _awaited = Awaited.Value;
    private GrowthSchema _schema = schema;
    private bool _isHeld;
    private bool _isListMember;

    private enum Awaited
    {
        Value,
        ItemOrEnd,
        NameOrEnd,
        Name,
        Colon,
        CommaOrEnd,
        RestOfName,
        RestOfString,
        RestOfNumber,
        RestOfLiteral,
        Nothing,
    }

    /// <summary>Whether the value is whole.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether the text is no JSON.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Bytes of the text that are certain; grows with what can be seen of the value.</summary>
    public int Certain => _certain;

    /// <summary>Values completed so far.</summary>
    public int Completed { get; private set; }

    /// <summary>Reads a piece.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (_awaited == Awaited.Nothing) return;
        if (_length + piece.Length > _text.Length) Array.Resize(ref _text, Math.Max(_length + piece.Length, 2 * _text.Length));
        piece.CopyTo(_text.AsSpan(_length));
        _length += piece.Length;
        while (_read < _length && _awaited != Awaited.Nothing) Step(_text[_read]);
    }

    /// <summary>Nothing will follow: a number at the root is then complete.</summary>
    public void End()
    {
        if (_awaited == Awaited.RestOfNumber && _levels.Count == 0) EndNumber();
    }

    /// <summary>What is certain; null before anything is.</summary>
    public JsonElement? Snapshot()
    {
        if (_certain == 0) return null;
        var closed = new byte[_certain + _levels.Count + 1];
        _text.AsSpan(0, _certain).CopyTo(closed);
        var length = _certain;
        if (_awaited == Awaited.RestOfString && !_isHeld) closed[length++] = (byte)'"';
        for (var level = _levels.Count - 1; level >= 0; level--) closed[length++] = _levels[level].IsArray ? (byte)']' : (byte)'}';
        return Parse(closed.AsSpan(0, length));
    }

    /// <summary>The items of the list that were completed since the last call.</summary>
    public List<JsonElement> TakeItems()
    {
        var items = _items.ConvertAll(item => Parse(_text.AsSpan(item.Start, item.End - item.Start)));
        _items.Clear();
        return items;
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json) => JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth + 1 });

    private void Step(byte next)
    {
        switch (_awaited)
        {
            case Awaited.RestOfString or Awaited.RestOfName:
                StepString(next);
                return;
            case Awaited.RestOfNumber when next is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'e' or (byte)'E' or (byte)'+' or (byte)'-':
                _read++;
                return;
            case Awaited.RestOfNumber when _levels.Count == 0 || next is (byte)',' or (byte)']' or (byte)'}' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                EndNumber();
                return;
            case Awaited.RestOfNumber:
                Fail();
                return;
            case Awaited.RestOfLiteral:
                StepLiteral(next);
                return;
            case var _ when next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                _read++;
                return;
            default:
                StepStructure(next);
                return;
        }
    }

    private void StepStructure(byte next)
    {
        _read++;
        switch (_awaited, next)
        {
            case (Awaited.ItemOrEnd, (byte)']') or (Awaited.NameOrEnd, (byte)'}'):
                Close();
                break;
            case (Awaited.CommaOrEnd, (byte)']') when _levels[^1].IsArray:
            case (Awaited.CommaOrEnd, (byte)'}') when !_levels[^1].IsArray:
                Close();
                break;
            case (Awaited.CommaOrEnd, (byte)','):
                _awaited = _levels[^1].IsArray ? Awaited.Value : Awaited.Name;
                break;
            case (Awaited.NameOrEnd or Awaited.Name, (byte)'"'):
                _start = _read;
                _string.Begin();
                _awaited = Awaited.RestOfName;
                break;
            case (Awaited.Colon, (byte)':'):
                _awaited = Awaited.Value;
                break;
            case (Awaited.Value or Awaited.ItemOrEnd, _):
                Begin(next);
                break;
            default:
                Fail();
                break;
        }
    }

    private void Begin(byte next)
    {
        if (_levels.Count > 0 && _levels[^1].IsArray)
        {
            var level = _levels[^1];
            _schema = level.Schema.Item(level.Count);
            _levels[^1] = level with { Count = level.Count + 1 };
        }

        _start = _read - 1;
        if (_levels.Count > 0 && _levels[^1].IsList) _levels[^1] = _levels[^1] with { ItemStart = _start };
        switch (next)
        {
            case (byte)'{' or (byte)'[' when _levels.Count < MaxDepth:
                _levels.Add(new Level(next == '[', _schema, next == '[' && IsList, 0, 0));
                _awaited = next == '[' ? Awaited.ItemOrEnd : Awaited.NameOrEnd;
                _certain = _read;
                break;
            case (byte)'"':
                _string.Begin();
                _isHeld = _schema.HoldsStrings;
                _awaited = Awaited.RestOfString;
                if (!_isHeld) _certain = _read;
                break;
            case (>= (byte)'0' and <= (byte)'9') or (byte)'-':
                _awaited = Awaited.RestOfNumber;
                break;
            case (byte)'t' or (byte)'f' or (byte)'n':
                _literal = 1;
                _awaited = Awaited.RestOfLiteral;
                break;
            default:
                Fail();
                break;
        }
    }

    private void StepString(byte next)
    {
        _read++;
        switch (_string.Step(next))
        {
            case GrowingString.Place.Whole:
                if (_awaited == Awaited.RestOfString && !_isHeld) _certain = _read;
                break;
            case GrowingString.Place.Within:
                break;
            case GrowingString.Place.End when _awaited == Awaited.RestOfName:
                EndName(_text.AsSpan(_start - 1, _read - _start + 1));
                _awaited = Awaited.Colon;
                break;
            case GrowingString.Place.End:
                Complete();
                break;
            default:
                Fail();
                break;
        }
    }

    private bool IsList => list is not null && (_levels.Count == 0 ? list.Member is null : _levels.Count == 1 && _isListMember);

    private void EndName(ReadOnlySpan<byte> quoted)
    {
        var name = Parse(quoted).GetString()!;
        _schema = _levels[^1].Schema.Member(name);
        if (_levels.Count == 1) _isListMember = !_levels[0].IsArray && list?.Member == name;
    }

    private void StepLiteral(byte next)
    {
        var word = _text[_start] switch { (byte)'t' => "true"u8, (byte)'f' => "false"u8, _ => "null"u8 };
        if (next != word[_literal++])
        {
            Fail();
            return;
        }

        _read++;
        if (_literal == word.Length) Complete();
    }

    private void EndNumber()
    {
        if (IsNumber(_text.AsSpan(_start, _read - _start))) Complete();
        else Fail();
    }

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Close()
    {
        _levels.RemoveAt(_levels.Count - 1);
        Complete();
    }

    private void Complete()
    {
        _certain = _read;
        Completed++;
        if (_levels.Count == 0)
        {
            IsComplete = true;
            _awaited = Awaited.Nothing;
            return;
        }

        if (_levels[^1].IsList) _items.Add((_levels[^1].ItemStart, _read));
        _awaited = Awaited.CommaOrEnd;
    }

    private void Fail()
    {
        // An open string that was certain up to here is closed by its quote, so it must still count as open: see Snapshot.
        HasFailed = true;
        if (_awaited == Awaited.RestOfString && !_isHeld) _text = CloseString();
        _awaited = Awaited.Nothing;
    }

    private byte[] CloseString()
    {
        var closed = new byte[_certain + 1];
        _text.AsSpan(0, _certain).CopyTo(closed);
        closed[_certain++] = (byte)'"';
        return closed;
    }

    /// <summary>An object or array that is open.</summary>
    /// <param name="IsArray">Which of the two.</param>
    /// <param name="Schema">What it should be.</param>
    /// <param name="IsList">Whether it is the list whose items are told.</param>
    /// <param name="Count">Items begun.</param>
    /// <param name="ItemStart">Where the last item begins.</param>
    private readonly record struct Level(bool IsArray, GrowthSchema Schema, bool IsList, int Count, int ItemStart);
}
