using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Constraints;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Tools;

/// <summary>The JSON Schema of an answer that calls tools: <c>{"name": const, "arguments": parameters}</c> with exactly these members, one such object a tool.</summary>
/// <remarks>
/// One call is one of the objects. Parallel calls are an array of them. Not to call anything is one more function, <see cref="ModelLayout.ReplyTool"/>,
/// which stands alone. Parameters that hold references become a resource of their own (<c>$id</c>), so that <c>#/$defs/…</c> still leads into them.
/// </remarks>
internal static class CallSchema
{
    private static readonly string[] References = ["$ref", "$dynamicRef", "$recursiveRef"];

    /// <param name="tools">The tools, at least one unless there is a reply.</param>
    /// <param name="reply">The function that stands for calling none; null where a call is required.</param>
    /// <param name="most">Most calls; null is exactly one, not in an array.</param>
    public static JsonElement Build(IReadOnlyList<ToolDefinition> tools, PromptTool? reply, int? most)
    {
        var calls = tools.Select(tool => Call(tool.Name, tool.Description, ToolSet.ParametersOf(tool))).ToList();
        var answer = reply is null ? null : Call(reply.Name, reply.Description, reply.Parameters!.Value);
        if (calls.Count == 0) return JsonSerializer.SerializeToElement(most is null ? answer! : Array(answer!, 1));
        return JsonSerializer.SerializeToElement((most, answer) switch
        {
            (null, null) => AnyOf(calls),
            (null, { } words) => AnyOf([.. calls, words]),
            ({ } several, null) => Array(AnyOf(calls), several),
            ({ } several, { } words) => AnyOf([Array(AnyOf(calls), several), Array(words, 1)]),
        });
    }

    /// <summary>One call, the reply, or an array of calls, as the model likes: what a client expects that allows several without asking for them.</summary>
    /// <param name="tools">The tools, at least one.</param>
    /// <param name="reply">The function that stands for calling none; null where a call is required.</param>
    /// <param name="most">Most calls.</param>
    public static JsonElement BuildOneOrSeveral(IReadOnlyList<ToolDefinition> tools, PromptTool? reply, int most)
    {
        var one = new JsonObject { ["$ref"] = "#/$defs/call" };
        var choices = new JsonArray(one, Array(one.DeepClone().AsObject(), most));
        if (reply is not null) choices.Add(Call(reply.Name, reply.Description, reply.Parameters!.Value));
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["$defs"] = new JsonObject { ["call"] = AnyOf([.. tools.Select(tool => Call(tool.Name, tool.Description, ToolSet.ParametersOf(tool)))]) },
            ["anyOf"] = choices,
        });
    }

    private static JsonObject Call(string name, string? description, JsonElement parameters)
    {
        var call = new JsonObject { ["type"] = "object" };
        if (description is not null) call["description"] = description;
        call["properties"] = new JsonObject { ["name"] = new JsonObject { ["const"] = name }, ["arguments"] = Embed($"urn:structgen:tool:{name}", parameters) };
        call["required"] = new JsonArray("name", "arguments");
        call["additionalProperties"] = false;
        return call;
    }

    /// <summary>A schema to stand inside another one; with an identifier of its own if it holds references.</summary>
    internal static JsonNode Embed(string id, JsonElement schema)
    {
        var node = JsonSerializer.SerializeToNode(schema)!;
        if (node is JsonObject embedded && !embedded.ContainsKey("$id") && Refers(schema)) embedded.Insert(0, "$id", id);
        return node;
    }

    private static bool Refers(JsonElement node) => DeepStack.IsShort ? DeepStack.Continue(static at => Refers(at), node) : node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().Any(member => References.Contains(member.Name) || Refers(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().Any(Refers),
        _ => false,
    };

    private static JsonObject AnyOf(List<JsonObject> choices) => choices is [var only] ? only : new JsonObject { ["anyOf"] = new JsonArray([.. choices]) };

    private static JsonObject Array(JsonObject items, int most) => new() { ["type"] = "array", ["minItems"] = 1, ["maxItems"] = most, ["items"] = items };
}
