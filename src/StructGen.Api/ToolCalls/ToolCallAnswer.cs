using System.Text.Json;
using System.Text.Json.Serialization;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Api.ToolCalls;

/// <summary>The calls, or the model's words when it calls nothing.</summary>
/// <param name="Calls">The calls; the arguments satisfy each tool's parameters.</param>
/// <param name="Content">The model's text when it calls nothing.</param>
/// <param name="Data">The answer in the request's <c>answerSchema</c>, when the model calls nothing.</param>
/// <param name="Mode">The mode that was used.</param>
/// <param name="Model">The model that was used.</param>
/// <param name="Attempts">Every attempt; the last is the one that counts.</param>
/// <param name="Usage">Tokens summed over the attempts.</param>
/// <param name="Warnings">What the caller should know though the answer stands.</param>
public sealed record ToolCallAnswer(
    IReadOnlyList<ToolCall> Calls,
    string? Content,
    JsonElement? Data,
    GenerationMode Mode,
    string Model,
    IReadOnlyList<GenerationAttempt> Attempts,
    TokenUsage Usage,
    IReadOnlyList<GenerationWarning> Warnings)
{
    /// <summary>JSON pointers into this answer of the values that were written, or cut short, only to be whole within <c>maxTokens</c>; the member is missing where the limit was not near.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ClosedByBudget { get; init; }

    internal static ToolCallAnswer From(ToolCallResult result) => new(
        result.Calls, result.Content, result.Data, result.Mode, result.Model, result.Attempts, result.Usage, result.Warnings)
    {
        ClosedByBudget = result.ClosedByBudget,
    };
}
