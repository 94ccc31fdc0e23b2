namespace StructGen.Generation.Chats;

/// <summary>A call begins; its arguments follow, and it ends before the next one begins.</summary>
/// <param name="Index">From 0, without gaps.</param>
/// <param name="Id"><c>call_</c> and 24 random letters and digits.</param>
/// <param name="Name">The tool.</param>
public sealed record CallPiece(int Index, string Id, string Name) : ChatPiece;
