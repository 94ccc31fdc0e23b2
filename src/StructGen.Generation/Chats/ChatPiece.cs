namespace StructGen.Generation.Chats;

/// <summary>A piece of a chat answer as it is written; complete characters only.</summary>
public abstract record ChatPiece
{
    private protected ChatPiece()
    {
    }
}
