using Microsoft.Extensions.AI;

namespace StructGen.Generation.Tools;

/// <summary>Hands tools to a provider in the form that chat clients know; they are declared only, nobody invokes them here.</summary>
internal static class NativeTools
{
    public static void Offer(ToolSet tools, ToolCallRequest request, ChatOptions options)
    {
        options.Tools = [.. tools.Tools.Select(AITool (tool) => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description ?? "", ToolSet.ParametersOf(tool)))];
        options.AllowMultipleToolCalls = request.Parallel;
        options.ToolMode = request.Choice.Kind switch
        {
            ToolChoiceKind.Required => ChatToolMode.RequireAny,
            ToolChoiceKind.Named => ChatToolMode.RequireSpecific(request.Choice.Name!),
            _ => ChatToolMode.Auto,
        };
    }
}
