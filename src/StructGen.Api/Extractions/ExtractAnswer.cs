using System.Text.Json;
using System.Text.Json.Serialization;
using StructGen.Generation.Requests;

namespace StructGen.Api.Extractions;

/// <summary>The data and how it came about.</summary>
/// <param name="Data">The data; it satisfies the schema.</param>
/// <param name="Mode">The mode that was used.</param>
/// <param name="Model">The model that was used.</param>
/// <param name="Attempts">Every attempt; the last is the one that counts.</param>
/// <param name="Usage">Tokens summed over the attempts.</param>
/// <param name="Validation">The verdict on the data.</param>
/// <param name="Evidence">JSON pointer of each value found in the text → its places, UTF-16 offsets, end exclusive.</param>
/// <param name="Warnings">What the caller should know though the answer stands.</param>
public sealed record ExtractAnswer(
    JsonElement? Data,
    GenerationMode Mode,
    string Model,
    IReadOnlyList<GenerationAttempt> Attempts,
    TokenUsage Usage,
    AnswerValidation Validation,
    IReadOnlyDictionary<string, IReadOnlyList<TextSpan>> Evidence,
    IReadOnlyList<GenerationWarning> Warnings)
{
    /// <summary>JSON pointers of the properties whose values the text does not hold; the member is missing where no absence policy applies.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Absent { get; init; }

    /// <summary>JSON pointers of the values that were written, or cut short, only to be whole within <c>maxTokens</c>; the member is missing where the limit was not near.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ClosedByBudget { get; init; }

    internal static ExtractAnswer From(GenerationResult result) => new(
        result.Data, result.Mode, result.Model, result.Attempts, result.Usage, result.Validation, result.Evidence, result.Warnings)
    {
        Absent = result.Absent,
        ClosedByBudget = result.ClosedByBudget,
    };
}
