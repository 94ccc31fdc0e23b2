using System.Text.Json;
using StructGen.Generation.Tools;
using StructGen.Generation.Tools.Http;

namespace StructGen.Api.Tools;

/// <summary>A tool as it is registered; its name stands in the address.</summary>
public sealed record ToolBody
{
    /// <summary>When to call it; the model reads this.</summary>
    /// <example>Weather forecast for a city</example>
    public string? Description { get; init; }

    /// <summary>JSON Schema of the arguments, an object schema; null is no arguments.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Whether a keyword that cannot be enforced refuses the tool. Default: true.</summary>
    public bool? Strict { get; init; }

    /// <summary>How its calls are made, for <c>/v1/tool-runs</c>; null is not at all.</summary>
    public HttpBinding? Http { get; init; }

    internal static ToolBody From(ToolDefinition definition)
        => new() { Description = definition.Description, Parameters = definition.Parameters, Strict = definition.Strict, Http = definition.Http };

    internal ToolDefinition ToDefinition(string name) => new(name, Description, Parameters, Strict ?? true) { Http = Http };
}
