namespace StructGen.Generation.Chats;

/// <summary>Thinking, which comes before everything else.</summary>
/// <param name="Text">The pieces joined are the reasoning.</param>
public sealed record ReasoningPiece(string Text) : ChatPiece;
