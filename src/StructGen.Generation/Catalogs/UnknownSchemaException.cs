namespace StructGen.Generation.Catalogs;

/// <summary>No schema of the requested name or version.</summary>
/// <param name="reference">What was asked for: <c>name</c> or <c>name@version</c>.</param>
public sealed class UnknownSchemaException(string reference)
    : Exception($"There is no schema '{reference}': register it with PUT /v1/schemas/NAME, or put NAME.schema.json into the schema folder.")
{
    /// <summary>What was asked for.</summary>
    public string Reference { get; } = reference;
}
