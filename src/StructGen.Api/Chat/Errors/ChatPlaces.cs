using System.Globalization;
using StructGen.Api.Chat.Wire;
using StructGen.Api.Problems;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Chats;
using StructGen.Generation.Requests;

namespace StructGen.Api.Chat.Errors;

/// <summary>Says the places of the pipeline's faults in the words of the request.</summary>
internal static class ChatPlaces
{
    /// <summary>The problem of a fault; null where its place needs no translation.</summary>
    public static Problem? Translate(Exception fault, ChatBody body, ChatRequest request) => fault switch
    {
        RequestPartException part => ProblemMapping.From(part.Fault) with { Place = Place(part.Pointer, body, request) },
        MalformedRequestException malformed => new(ProblemKind.MalformedRequest, malformed.Message.Replace("maxTokens", Limit(body), StringComparison.Ordinal)) { Place = Place(malformed.Pointer, body, request) },
        UnknownSchemaException unknown => new(ProblemKind.UnknownSchema, unknown.Message) { Place = "response_format.json_schema.name" },
        _ => null,
    };

    private static string? Place(string pointer, ChatBody body, ChatRequest request) => pointer.Split('/') switch
    {
        ["", "format"] when body.StructuredOutputs is { } outputs => "structured_outputs." + (outputs.Regex is not null ? "regex" : outputs.Choice is not null ? "choice" : "json"),
        ["", "format"] => body.ResponseFormat?.JsonSchema is null ? "response_format.schema" : "response_format.json_schema.schema",
        ["", "tools", var index, var member] => $"tools[{Offered(int.Parse(index, CultureInfo.InvariantCulture), body, request)}].function.{member}",
        ["", "maxTokens"] => Limit(body),
        ["", "topP"] => "top_p",
        ["", "toolChoice"] => "tool_choice",
        ["", "thinkingBudget"] => "thinking_budget",
        _ => ParamPath.Of(pointer),
    };

    /// <summary>The pipeline counts the allowed tools, the client those it sent.</summary>
    private static int Offered(int index, ChatBody body, ChatRequest request)
    {
        if (request.Tools.Count == body.Tools!.Count) return index;
        return body.Tools.TakeWhile(tool => tool.Function?.Name != request.Tools[index].Name).Count();
    }

    private static string Limit(ChatBody body) => body.MaxCompletionTokens is null && body.MaxTokens is not null ? "max_tokens" : "max_completion_tokens";
}
