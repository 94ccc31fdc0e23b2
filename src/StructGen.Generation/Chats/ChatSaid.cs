namespace StructGen.Generation.Chats;

/// <summary>What an accepted chat answer says. Immutable.</summary>
/// <param name="Pieces">In order.</param>
/// <param name="IsCut">Whether the token limit ended it.</param>
internal sealed record ChatSaid(IReadOnlyList<ChatPiece> Pieces, bool IsCut);
