using StructGen.Constraints.Schemas;
using StructGen.Constraints.Validation;

namespace StructGen.Constraints;

/// <summary>The verdict on an instance: valid, or the places where it is not and why.</summary>
/// <param name="Errors">Empty when the instance is valid; at most <see cref="MostErrors"/>, and then one more that says how many are left out.</param>
public sealed record ValidationReport(IReadOnlyList<ValidationError> Errors)
{
    /// <summary>Violations that are listed: the first 100, and no more than 64 Ki characters of them. Where there are more, the last entry says how many at least.</summary>
    public const int MostErrors = 100;

    /// <summary>Characters of all listed violations together.</summary>
    private const int MostCharacters = 64 << 10;

    /// <summary>Characters of one pointer; a longer one is shortened in its middle.</summary>
    private const int PointerLength = 1_000;

    /// <summary>The verdict of a valid instance.</summary>
    public static ValidationReport Valid { get; } = new([]);

    /// <summary>Whether the instance satisfies the schema.</summary>
    public bool IsValid => Errors.Count == 0;

    /// <summary>The verdict that lists what may be listed.</summary>
    internal static ValidationReport Of(Violations violations)
    {
        var errors = new List<ValidationError>();
        var characters = 0;
        foreach (var error in violations.Errors)
        {
            var bounded = error with { Pointer = Excerpt.Shorten(error.Pointer, PointerLength), SchemaPointer = Excerpt.Shorten(error.SchemaPointer, PointerLength) };
            characters += bounded.Pointer.Length + bounded.SchemaPointer.Length + bounded.Message.Length;
            if (errors.Count > 0 && (characters > MostCharacters || errors.Count == MostErrors)) break;
            errors.Add(bounded);
        }

        var left = violations.Count - errors.Count;
        if (left > 0) errors.Add(new ValidationError("", "", "", $"And {left} more violations, which are not listed; mend these first."));
        return new ValidationReport(errors);
    }
}

/// <summary>One violation.</summary>
/// <param name="Pointer">JSON pointer into the instance; empty is the root. One of more than 1,000 characters is shortened in its middle.</param>
/// <param name="SchemaPointer">JSON pointer into the schema, of the keyword that is violated; shortened likewise.</param>
/// <param name="Keyword">The keyword.</param>
/// <param name="Message">Expected and found, in a sentence that may be shown to a client or fed back to a model.</param>
public sealed record ValidationError(string Pointer, string SchemaPointer, string Keyword, string Message);
