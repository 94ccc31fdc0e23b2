using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tools;

/// <summary>Calls in a provider's own form, brought into the form that local models write: <c>{"name": …, "arguments": …}</c>.</summary>
internal static class NativeCalls
{
    /// <summary>One call, or an array of several, as text.</summary>
    public static string Write(IReadOnlyList<FunctionCallContent> calls) => JsonText.Compact(JsonSerializer.SerializeToElement(Node(calls, asArray: calls.Count > 1)));

    /// <summary>The same as a value; always an array when asked for one.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="asArray">Whether one call is an array too.</param>
    /// <param name="repairs">Receives what was mended in their arguments.</param>
    public static JsonElement Read(IReadOnlyList<FunctionCallContent> calls, bool asArray, List<AnswerRepair>? repairs = null)
        => JsonSerializer.SerializeToElement(Node(calls, asArray || calls.Count > 1, repairs));

    /// <summary>The arguments of a call as compact JSON.</summary>
    public static string ArgumentsOf(FunctionCallContent call) => JsonText.Compact(JsonSerializer.SerializeToElement(CallArguments.Of(call)));

    private static JsonNode Node(IReadOnlyList<FunctionCallContent> calls, bool asArray, List<AnswerRepair>? repairs = null)
        => asArray ? new JsonArray([.. calls.Select(call => Node(call, repairs))]) : Node(calls[0], repairs);

    /// <summary>Arguments that cannot be read stay null, which no parameters accept, so that the judge finds them.</summary>
    private static JsonObject Node(FunctionCallContent call, List<AnswerRepair>? repairs) => new JsonObject { ["name"] = call.Name, ["arguments"] = CallArguments.Of(call, repairs) };
}
