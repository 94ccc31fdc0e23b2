using StructGen.Generation.Chats;
using StructGen.Generation.Tools;

namespace StructGen.Api.Chat;

/// <summary>Why an answer ended, in OpenAI's words.</summary>
internal static class ChatFinish
{
    public const string Stop = "stop";
    public const string Length = "length";
    public const string ToolCalls = "tool_calls";
    public const string ContentFilter = "content_filter";

    /// <summary>A cut answer says so whatever it holds: clients' parsing helpers rely on it.</summary>
    public static string Of(ChatResult result, ChatRequest request, ChatSettings settings)
    {
        if (result.IsFiltered) return ContentFilter;
        if (result.IsCut) return Length;
        if (result.Calls.Count == 0) return Stop;
        return request.Choice.Kind == ToolChoiceKind.Named ? settings.NamedChoiceFinish : ToolCalls;
    }
}
