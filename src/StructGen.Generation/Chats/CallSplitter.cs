using System.Text;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Chats;

/// <summary>Tells calls and content apart while a local model writes: its text is JSON of the call schema, or data, and clients want neither as it stands.</summary>
/// <example>
/// <c>{"name": "get_weather", "arguments": {"city": "Oslo"}}</c> becomes a <see cref="CallPiece"/> when the name is known and <see cref="ArgumentsPiece"/>s
/// with exactly the text <c>{"city": "Oslo"}</c>. The arguments of the reply function become content. What does not begin as a call is content.
/// </example>
/// <remarks>Nothing is written again: fragments are cut out of the text. The text obeys the call schema, so only its outline is looked at. One owner.</remarks>
/// <param name="ask">What may be called.</param>
/// <param name="tell">Gets the pieces.</param>
internal sealed class CallSplitter(ChatAsk ask, Action<ChatPiece> tell)
{
    private readonly StringBuilder _head = new();
    private readonly ReplyText _reply = new();
    private Part _part = ask.Tools.Count == 0 ? Part.Content : Part.Head;
    private int _calls;
    private int _depth;
    private bool _inString;
    private bool _isEscaped;

    private enum Part
    {
        Head,
        Arguments,
        Reply,
        Between,
        Content,
    }

    /// <summary>Takes the next piece of the text.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            text = text[(_part switch
            {
                Part.Head => ReadHead(text),
                Part.Arguments => ReadArguments(text),
                Part.Reply => ReadReply(text),
                Part.Between => ReadBetween(text),
                _ => Content(text.ToString()),
            })..];
        }
    }

    /// <summary>The text is over: what could have become a call is content.</summary>
    public void End()
    {
        if (_part != Part.Head || _calls > 0 || _head.Length == 0) return;
        Content(_head.ToString());
        _head.Clear();
    }

    private int ReadHead(ReadOnlySpan<char> text)
    {
        for (var used = 0; used < text.Length; used++)
        {
            _head.Append(text[used]);
            switch (CallHead.Read(_head.ToString(), ask, out var name))
            {
                case CallHeadKind.Call:
                    Begin(name);
                    return used; // The opening brace belongs to the arguments.
                case CallHeadKind.None:
                    _part = Part.Content;
                    Content(_head.ToString());
                    return used + 1;
            }
        }

        return text.Length;
    }

    private void Begin(string name)
    {
        _head.Clear();
        (_depth, _inString, _isEscaped) = (0, false, false);
        if (name == ask.Reply?.Name)
        {
            _reply.Clear();
            _part = Part.Reply;
            return;
        }

        tell(new CallPiece(_calls++, CallIds.Create(), name));
        _part = Part.Arguments;
    }

    private int ReadArguments(ReadOnlySpan<char> text)
    {
        var length = Balanced(text);
        tell(new ArgumentsPiece(_calls - 1, text[..length].ToString()));
        return length;
    }

    private int ReadReply(ReadOnlySpan<char> text)
    {
        var length = Balanced(text);
        if (_reply.Append(text[..length]) is { Length: > 0 } words) Content(words);
        return length;
    }

    /// <summary>Characters up to the end of the object; it goes on when all of them belong to it.</summary>
    private int Balanced(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (_isEscaped) _isEscaped = false;
            else if (_inString && c == '\\') _isEscaped = true;
            else if (c == '"') _inString = !_inString;
            else if (_inString) continue;
            else if (c is '{' or '[') _depth++;
            else if ((c is '}' or ']') && --_depth == 0)
            {
                _part = Part.Between;
                return at + 1;
            }
        }

        return text.Length;
    }

    // Behind the arguments: the call's own brace, then a comma and the next call, or the end.
    private int ReadBetween(ReadOnlySpan<char> text)
    {
        var comma = text.IndexOf(',');
        if (comma < 0) return text.Length;
        _part = Part.Head;
        return comma + 1;
    }

    private int Content(string text)
    {
        tell(new ContentPiece(text));
        return text.Length;
    }
}
