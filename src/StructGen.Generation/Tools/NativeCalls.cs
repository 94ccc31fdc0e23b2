using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace StructGen.Generation.Tools;

/// <summary>Calls in a provider's own form, brought into the form that local models write: <c>{"name": …, "arguments": …}</c>.</summary>
internal static class NativeCalls
{
    /// <summary>One call, or an array of several, as text.</summary>
    public static string Write(IReadOnlyList<FunctionCallContent> calls) => JsonSerializer.Serialize(Node(calls, asArray: calls.Count > 1));

    /// <summary>The same as a value; always an array when asked for one.</summary>
    public static JsonElement Read(IReadOnlyList<FunctionCallContent> calls, bool asArray) => JsonSerializer.SerializeToElement(Node(calls, asArray || calls.Count > 1));

    private static JsonNode Node(IReadOnlyList<FunctionCallContent> calls, bool asArray)
        => asArray ? new JsonArray([.. calls.Select(call => Node(call))]) : Node(calls[0]);

    /// <summary>The arguments of a call as compact JSON.</summary>
    public static string ArgumentsOf(FunctionCallContent call) => JsonSerializer.Serialize(Arguments(call), AIJsonUtilities.DefaultOptions);

    private static JsonObject Node(FunctionCallContent call) => new JsonObject { ["name"] = call.Name, ["arguments"] = Arguments(call) };

    /// <summary>Arguments that were no JSON stay null, which no parameters accept, so that the judge finds them.</summary>
    private static JsonNode? Arguments(FunctionCallContent call)
        => call.Exception is not null ? null : JsonSerializer.SerializeToNode(call.Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions);
}
