namespace StructGen.Generation.Chats;

/// <summary>What the beginning of a text is.</summary>
internal enum CallHeadKind
{
    /// <summary>It may still become a call.</summary>
    Open,

    /// <summary>A call, up to and including the opening brace of its arguments.</summary>
    Call,

    /// <summary>No call.</summary>
    None,
}
