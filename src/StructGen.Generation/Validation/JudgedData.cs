using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Validation;

/// <summary>The data of an answer with the verdict on it.</summary>
internal sealed record JudgedData(JsonElement Data, AnswerValidation Validation)
{
    /// <summary>JSON pointers of what the model said is not in the text.</summary>
    public IReadOnlyList<string>? Absent { get; init; }
}
