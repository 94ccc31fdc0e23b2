using System.Text.Json;
using StructGen.Api.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Api.ToolCalls;

/// <summary>A tool that a request brings along.</summary>
public sealed record InlineTool
{
    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, at most 64.</summary>
    public required string Name { get; init; }

    /// <summary>When to call it; the model reads this.</summary>
    public string? Description { get; init; }

    /// <summary>JSON Schema of the arguments, an object schema; null is no arguments.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Whether a keyword that cannot be enforced refuses the request. Default: true.</summary>
    public bool? Strict { get; init; }

    /// <summary>A registered name or a tool.</summary>
    /// <exception cref="Problems.ProblemException">It is neither.</exception>
    internal static ToolReference Read(JsonElement json, string pointer)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new(json.GetString()!);
        var tool = RequestJson.Read(json, ApiJson.Wire.InlineTool, pointer);
        return ToolReference.FromDefinition(new(tool.Name, tool.Description, tool.Parameters, tool.Strict ?? true));
    }
}
