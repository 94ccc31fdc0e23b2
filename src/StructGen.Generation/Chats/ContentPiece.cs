namespace StructGen.Generation.Chats;

/// <summary>Words or data for the user.</summary>
/// <param name="Text">The pieces joined are the content.</param>
public sealed record ContentPiece(string Text) : ChatPiece;
