using StructGen.Generation.Chats;

namespace StructGen.Api.Chat;

/// <summary>Something happened to one of the answers. Immutable.</summary>
/// <param name="Choice">Which answer.</param>
/// <param name="Piece">It has grown; null at its end.</param>
/// <param name="Result">It has ended; null before.</param>
internal sealed record ChatEvent(int Choice, ChatPiece? Piece, ChatResult? Result);
