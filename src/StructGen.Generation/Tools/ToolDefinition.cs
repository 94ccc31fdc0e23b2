using System.Text.Json;
using StructGen.Generation.Tools.Http;

namespace StructGen.Generation.Tools;

/// <summary>A function that the model may call. Immutable.</summary>
/// <param name="Name">Letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, at most 64 characters.</param>
/// <param name="Description">When to call it; null where the name says it all.</param>
/// <param name="Parameters">JSON Schema of the arguments, an object schema; null is no arguments.</param>
/// <param name="Strict">Whether a keyword that cannot be enforced refuses the tool; otherwise it is checked after the call is written. Default: true.</param>
public sealed record ToolDefinition(string Name, string? Description = null, JsonElement? Parameters = null, bool Strict = true)
{
    /// <summary>How its calls are made over HTTP when they are made here; null where they are not.</summary>
    public HttpBinding? Http { get; init; }
}
