using System.Text.Json;
using StructGen.Api.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Api.ToolCalls;

/// <summary>A tool that a request brings along.</summary>
public sealed record InlineTool
{
    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, at most 64.</summary>
    public string? Name { get; init; }

    /// <summary>When to call it; the model reads this.</summary>
    public string? Description { get; init; }

    /// <summary>JSON Schema of the arguments, an object schema; null is no arguments.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Whether a keyword that cannot be enforced refuses the request. Default: true.</summary>
    public bool? Strict { get; init; }

    /// <summary>A name or a tool; null and a noted fault when it is neither.</summary>
    internal static ToolReference? Read(JsonElement json, string pointer, RequestRules rules)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new(json.GetString()!);
        if (json.ValueKind != JsonValueKind.Object)
        {
            rules.Require(false, pointer, "a tool is a registered name or an object {name, description, parameters}.");
            return null;
        }

        var tool = RequestJson.Read(json, ApiJson.Wire.InlineTool, pointer);
        rules.Require(tool.Name is not null, pointer, "a tool has a 'name'.");
        rules.Require(tool.Parameters is null or { ValueKind: JsonValueKind.Object }, pointer + "/parameters", "expected a JSON Schema of an object.");
        return tool.Name is null
            ? null
            : ToolReference.FromDefinition(new(tool.Name, tool.Description, tool.Parameters, tool.Strict ?? true));
    }
}
