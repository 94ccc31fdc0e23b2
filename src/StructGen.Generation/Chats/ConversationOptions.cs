namespace StructGen.Generation.Chats;

/// <summary>How conversations with tools go on, section <c>Chat</c>.</summary>
public sealed class ConversationOptions
{
    /// <summary>
    /// Whether a call that was answered without an error since the user last spoke is not offered again where the model may choose: it is asked for its
    /// answer instead, with the warning <c>call-repeated</c>. Default: true. A choice that requires a call or names a function is not touched.
    /// </summary>
    public bool RepeatGuard { get; set; } = true;
}
