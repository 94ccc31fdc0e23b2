using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using StructGen.Api.Extractions;

namespace StructGen.Cli.Outputs;

/// <summary>One line of JSON Lines: where the text came from, and its data, its whole response (<c>--full</c>) or why there is none.</summary>
/// <param name="Source">The text's file.</param>
internal sealed record ExtractLine(string Source)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Data { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExtractAnswer? Result { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProblemDetails? Error { get; init; }
}
