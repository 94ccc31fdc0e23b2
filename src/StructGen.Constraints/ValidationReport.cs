namespace StructGen.Constraints;

/// <summary>The verdict on an instance: valid, or every place where it is not and why.</summary>
/// <param name="Errors">Empty when the instance is valid.</param>
public sealed record ValidationReport(IReadOnlyList<ValidationError> Errors)
{
    /// <summary>The verdict of a valid instance.</summary>
    public static ValidationReport Valid { get; } = new([]);

    /// <summary>Whether the instance satisfies the schema.</summary>
    public bool IsValid => Errors.Count == 0;
}

/// <summary>One violation.</summary>
/// <param name="Pointer">JSON pointer into the instance; empty is the root.</param>
/// <param name="SchemaPointer">JSON pointer into the schema, of the keyword that is violated.</param>
/// <param name="Keyword">The keyword.</param>
/// <param name="Message">Expected and found, in a sentence that may be shown to a client or fed back to a model.</param>
public sealed record ValidationError(string Pointer, string SchemaPointer, string Keyword, string Message);
