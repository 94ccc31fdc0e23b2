namespace StructGen.Generation.Chats;

/// <summary>What an accepted chat answer says. Immutable.</summary>
/// <param name="Pieces">In order.</param>
/// <param name="IsCut">Whether the token limit ended it.</param>
internal sealed record ChatSaid(IReadOnlyList<ChatPiece> Pieces, bool IsCut)
{
    /// <summary>Name of a function whose call was dropped because it had been answered before; null where none was.</summary>
    public string? Repeated { get; init; }

    /// <summary>Whether dropped calls were all there was, so that the model is asked for its answer.</summary>
    public bool IsOnlyRepeats { get; init; }
}
