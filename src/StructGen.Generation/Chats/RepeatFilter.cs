using System.Text;
using System.Text.Json;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Chats;

/// <summary>Passes pieces on, but holds each call back until it is whole, and drops it where the same call was answered before. One owner.</summary>
/// <param name="answered">The calls answered before; null lets everything pass at once.</param>
/// <param name="tell">Gets the pieces, calls numbered without gaps.</param>
internal sealed class RepeatFilter(AnsweredCalls? answered, Action<ChatPiece> tell)
{
    private readonly List<ArgumentsPiece> _arguments = [];
    private CallPiece? _call;
    private int _passed;
    private bool _hasContent;

    /// <summary>Name of a call that was dropped; null where none was.</summary>
    public string? Dropped { get; private set; }

    /// <summary>Whether calls were dropped and nothing was left: no call and no words.</summary>
    public bool LeftNone => Dropped is not null && _passed == 0 && !_hasContent;

    public void Add(ChatPiece piece)
    {
        if (answered is null)
        {
            tell(piece);
            return;
        }

        switch (piece)
        {
            case CallPiece call:
                Flush();
                _call = call;
                break;
            case ArgumentsPiece arguments:
                _arguments.Add(arguments);
                break;
            default:
                _hasContent |= piece is ContentPiece;
                tell(piece);
                break;
        }
    }

    /// <summary>The answer is over. Calls that the token limit cut off are passed on as they are.</summary>
    public void End() => Flush();

    private void Flush()
    {
        if (_call is null) return;
        if (Repeats(_call.Name))
        {
            Dropped = _call.Name;
        }
        else
        {
            tell(_call with { Index = _passed });
            foreach (var piece in _arguments) tell(piece with { Index = _passed });
            _passed++;
        }

        _call = null;
        _arguments.Clear();
    }

    private bool Repeats(string name)
    {
        var text = new StringBuilder();
        foreach (var piece in _arguments) text.Append(piece.Text);
        try
        {
            return answered!.Contains(name, JsonElement.Parse(text.ToString()));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
