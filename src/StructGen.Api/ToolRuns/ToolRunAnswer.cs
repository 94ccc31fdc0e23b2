using System.Text.Json;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Api.ToolRuns;

/// <summary>What a run came to.</summary>
/// <param name="FinishReason"><c>answered</c>, or <c>iteration-limit</c>: the last calls were made and their results are in the steps, but the model has not seen them.</param>
/// <param name="Content">The model's words at the end.</param>
/// <param name="Data">The answer in the request's <c>answerSchema</c>.</param>
/// <param name="Steps">Every turn of the model that called tools.</param>
/// <param name="Mode">The mode that was used.</param>
/// <param name="Model">The model that was used.</param>
/// <param name="Attempts">Every attempt of every turn.</param>
/// <param name="Usage">Tokens of the whole run.</param>
/// <param name="Warnings">What the caller should know.</param>
public sealed record ToolRunAnswer(
    string FinishReason,
    string? Content,
    JsonElement? Data,
    IReadOnlyList<ToolRunTurn> Steps,
    GenerationMode Mode,
    string Model,
    IReadOnlyList<GenerationAttempt> Attempts,
    TokenUsage Usage,
    IReadOnlyList<GenerationWarning> Warnings)
{
    internal static ToolRunAnswer From(ToolRunResult result) => new(
        result.IsLimited ? "iteration-limit" : "answered",
        result.IsLimited ? null : result.Last.Content,
        result.Last.Data,
        [.. result.Steps.Select(ToolRunTurn.From)],
        result.Last.Mode,
        result.Last.Model,
        result.Last.Attempts,
        result.Last.Usage,
        result.Last.Warnings);
}
