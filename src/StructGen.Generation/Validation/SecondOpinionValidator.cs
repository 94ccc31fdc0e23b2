using System.Text.Json;
using NJsonSchema;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Validation;

/// <summary>Asks NJsonSchema about an answer that the engine's validator has judged; its word changes nothing but is logged and counted.</summary>
/// <remarks>Safe to share between threads. A schema that <see cref="SecondOpinionGate"/> turns away, or that NJsonSchema cannot load, is never asked about.</remarks>
internal sealed class SecondOpinionValidator
{
    private readonly JsonSchema? _schema;

    private SecondOpinionValidator(JsonSchema? schema) => _schema = schema;

    /// <summary>Whether anything will be asked.</summary>
    public bool IsAsked => _schema is not null;

    public static SecondOpinionValidator Create(JsonElement schema)
        => new(SecondOpinionGate.Admits(schema) ? Load(schema.GetRawText()) : null);

    /// <summary>Compares the verdicts.</summary>
    /// <param name="instance">The answer's data.</param>
    /// <param name="valid">The engine's verdict.</param>
    public SecondOpinion Ask(JsonElement instance, bool valid)
    {
        if (_schema is null || !SecondOpinionGate.AdmitsData(instance)) return SecondOpinion.Skipped;
        try
        {
            return _schema.Validate(instance.GetRawText()).Count == 0 == valid ? SecondOpinion.Agrees : SecondOpinion.Differs;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return SecondOpinion.Skipped;
        }
    }

    private static JsonSchema? Load(string schema)
    {
        try
        {
            return JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return null;
        }
    }
}
