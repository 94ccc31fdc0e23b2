using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Tools;

/// <summary>"The answer" as one more function whose arguments are the data: <c>{"name": "answer", "arguments": {"celsius": 21}}</c>.</summary>
/// <remarks>
/// So data can never be mistaken for a call, and the choice between both is one more choice among functions, which every model that knows tools knows to
/// make; a response format beside tools, on the other hand, makes several providers drop one of the two. A schema of no object is wrapped in one, as <c>value</c>.
/// </remarks>
internal static class AnswerFunction
{
    private const string Wrapping = "value";
    private const string Marker = "urn:structgen:wrapped-answer";

    /// <summary>The function for a schema. Its name is none of the others'.</summary>
    public static PromptTool Create(IReadOnlyList<PromptTool> tools, JsonElement schema)
    {
        var name = "answer";
        while (tools.Any(tool => tool.Name == name)) name += "_in_data";
        return new PromptTool(name, tools.Count == 0 ? "gives the answer" : "gives the answer when no other function is needed", SchemaShape.IsObject(schema) ? schema : Wrap(schema));
    }

    /// <summary>The data in the function's arguments.</summary>
    public static JsonElement DataOf(PromptTool function, JsonElement arguments) => (IsWrapped(function) ? arguments.GetProperty(Wrapping) : arguments).Clone();

    /// <summary>The arguments that hold some data.</summary>
    public static JsonNode? ArgumentsOf(PromptTool function, JsonElement data)
    {
        var node = JsonSerializer.SerializeToNode(data);
        return IsWrapped(function) ? new JsonObject { [Wrapping] = node } : node;
    }

    /// <summary>Whether the data is no object, and stands as one member of the arguments.</summary>
    public static bool IsWrapped(PromptTool function) => function.Parameters!.Value.TryGetProperty("$id", out var id) && id.ValueEquals(Marker);

    private static JsonElement Wrap(JsonElement schema) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["$id"] = Marker,
        ["type"] = "object",
        ["properties"] = new JsonObject { [Wrapping] = CallSchema.Embed("urn:structgen:answer", schema) },
        ["required"] = new JsonArray(Wrapping),
        ["additionalProperties"] = false,
    });
}
