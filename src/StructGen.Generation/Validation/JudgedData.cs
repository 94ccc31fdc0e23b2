using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Validation;

/// <summary>The data of an answer with the verdict on it.</summary>
internal sealed record JudgedData(JsonElement Data, AnswerValidation Validation);
