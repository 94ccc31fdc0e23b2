using System.Text.Json;
using StructGen.Generation.Tools;

namespace StructGen.Api.ToolRuns;

/// <summary>What came of a call.</summary>
/// <param name="Id">The call.</param>
/// <param name="Status"><c>ok</c> or <c>error</c>.</param>
/// <param name="Content">The value; text is a string.</param>
/// <param name="Error">Why there is none; the model was told the same.</param>
/// <param name="DurationMs">Milliseconds that the call took; 0 where it had been made before.</param>
public sealed record ToolRunOutput(string Id, string Status, JsonElement? Content, string? Error, double DurationMs)
{
    internal static ToolRunOutput From(ToolCallOutput output) => new(
        output.Id, output.Output.Error is null ? "ok" : "error", output.Output.Content, output.Output.Error, Math.Round(output.Duration.TotalMilliseconds, 1));
}
