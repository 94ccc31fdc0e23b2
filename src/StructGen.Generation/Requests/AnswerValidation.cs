using StructGen.Constraints;

namespace StructGen.Generation.Requests;

/// <summary>The verdict on an answer.</summary>
/// <param name="Valid">The engine's validator decides.</param>
/// <param name="Errors">Its errors.</param>
/// <param name="SecondOpinion">What NJsonSchema says.</param>
public sealed record AnswerValidation(bool Valid, IReadOnlyList<ValidationError> Errors, SecondOpinion SecondOpinion);
