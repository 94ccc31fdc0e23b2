namespace StructGen.Generation.Chats;

/// <summary>Keeps the pieces of an answer, and tells them on where somebody listens. One owner.</summary>
internal sealed class ChatTale(Action<ChatPiece>? tell)
{
    private readonly List<ChatPiece> _pieces = [];

    public IReadOnlyList<ChatPiece> Pieces => _pieces;

    public void Add(ChatPiece piece)
    {
        _pieces.Add(piece);
        tell?.Invoke(piece);
    }

    /// <summary>The pieces' content; null where there is none.</summary>
    public string? Content() => Join(_pieces.OfType<ContentPiece>().Select(piece => piece.Text));

    /// <summary>The pieces' thinking; null where there is none.</summary>
    public string? Reasoning() => Join(_pieces.OfType<ReasoningPiece>().Select(piece => piece.Text));

    /// <summary>The calls.</summary>
    public IReadOnlyList<ChatCall> Calls()
    {
        var arguments = _pieces.OfType<ArgumentsPiece>().ToLookup(piece => piece.Index, piece => piece.Text);
        return [.. _pieces.OfType<CallPiece>().Select(call => new ChatCall(call.Id, call.Name, string.Concat(arguments[call.Index])))];
    }

    private static string? Join(IEnumerable<string> texts) => string.Concat(texts) is { Length: > 0 } joined ? joined : null;
}
