namespace StructGen.Generation.Chats;

/// <summary>A piece of a call's arguments.</summary>
/// <param name="Index">The call's.</param>
/// <param name="Text">The pieces joined are one JSON object.</param>
public sealed record ArgumentsPiece(int Index, string Text) : ChatPiece;
