namespace StructGen.Generation.Chats;

/// <summary>The forms that a chat answer can have.</summary>
public enum ChatFormatKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>JSON of a schema.</summary>
    Schema,

    /// <summary>Text that a regular expression matches.</summary>
    Pattern,

    /// <summary>One of several texts.</summary>
    Choice,
}
