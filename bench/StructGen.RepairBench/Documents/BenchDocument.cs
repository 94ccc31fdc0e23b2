using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.RepairBench.Documents;

/// <summary>A document that a model was asked for: what it should have written, and the schema it was given.</summary>
internal sealed record BenchDocument(string Name, JsonElement Schema, JsonElement Data)
{
    private SchemaValidator? _validator;

    private SchemaValidator Validator => _validator ??= SchemaValidator.Create(Schema);

    public bool IsRootObject => Data.ValueKind == JsonValueKind.Object;

    public bool Accepts(JsonElement value) => Validator.IsValid(value);

    /// <summary>The same schema with other data.</summary>
    public BenchDocument With(JsonElement data) => new(Name, Schema, data) { _validator = Validator };
}
