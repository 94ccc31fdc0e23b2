using Microsoft.Extensions.AI;

namespace StructGen.Generation.Tools;

/// <summary>Hands tools to a provider in the form that chat clients know; they are declared only, nobody invokes them here.</summary>
internal static class NativeTools
{
    public static void Offer(IReadOnlyList<ToolDefinition> tools, ToolChoice choice, bool parallel, ChatOptions options)
    {
        options.Tools = [.. tools.Select(AITool (tool) => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description ?? "", ToolSet.ParametersOf(tool)))];
        options.AllowMultipleToolCalls = parallel;
        options.ToolMode = choice.Kind switch
        {
            ToolChoiceKind.Required => ChatToolMode.RequireAny,
            ToolChoiceKind.Named => ChatToolMode.RequireSpecific(choice.Name!),
            _ => ChatToolMode.Auto,
        };
    }

    /// <summary>Declares tools without letting any be called: a conversation that holds calls needs its tools declared, or providers refuse it.</summary>
    public static void OfferNone(IReadOnlyList<ToolDefinition> tools, ChatOptions options)
    {
        Offer(tools, ToolChoice.Auto, parallel: false, options);
        options.AllowMultipleToolCalls = null;
        options.ToolMode = ChatToolMode.None;
    }
}
