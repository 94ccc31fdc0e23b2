using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Validation;

/// <summary>A schema made ready: what prompts are made of, what constraints are compiled of, and both validators. Immutable, safe to share between threads.</summary>
internal sealed class AnswerSchema
{
    private readonly SchemaValidator _validator;
    private readonly SecondOpinionValidator _secondOpinion;

    private AnswerSchema(PromptSource source, JsonElement json, string hash)
    {
        Source = source;
        Json = json;
        Hash = hash;
        SpeaksOfAbsence = json.GetRawText().Contains("\"x-absent\"", StringComparison.Ordinal);
        _validator = SchemaValidator.Create(json);
        _secondOpinion = SecondOpinionValidator.Create(json);
    }

    /// <summary>What prompts are made of.</summary>
    public PromptSource Source { get; }

    /// <summary>The JSON Schema of the data.</summary>
    public JsonElement Json { get; }

    /// <summary>Of <see cref="Json"/>, as catalogs compute it.</summary>
    public string Hash { get; }

    /// <summary>Whether <c>x-absent</c> occurs in it.</summary>
    public bool SpeaksOfAbsence { get; }

    /// <exception cref="InvalidSchemaException">It is no schema.</exception>
    public static AnswerSchema Create(PromptSource source, JsonElement json, string hash) => new(source, json, hash);

    /// <summary>Judges data: the engine's validator decides, the second opinion is noted.</summary>
    public AnswerValidation Validate(JsonElement data)
    {
        var errors = _validator.Validate(data).Errors;
        return new AnswerValidation(errors.Count == 0, errors, _secondOpinion.Ask(data, errors.Count == 0));
    }
}
