namespace StructGen.Constraints;

/// <summary>A schema, or another source of a constraint, that cannot be used; the caller's fault, never the model's.</summary>
/// <remarks>Messages name place, value and remedy and are safe to show to a client.</remarks>
public abstract class ConstraintException : Exception
{
    /// <summary>Errors that are listed: the first 100. Where there are more, one more entry says how many.</summary>
    public const int MostErrors = 100;

    /// <summary>Errors that the message spells out.</summary>
    private const int MostSpelled = 10;

    /// <summary>Characters of one pointer; a longer one is shortened in its middle.</summary>
    private const int PointerLength = 1_000;

    private protected ConstraintException(IReadOnlyList<ConstraintError> errors)
        : base(Spell(errors))
        => Errors = Bound(errors);

    /// <summary>What is wrong, at least one entry; at most <see cref="MostErrors"/>, and then one more that says how many are left out.</summary>
    public IReadOnlyList<ConstraintError> Errors { get; }

    private static string Spell(IReadOnlyList<ConstraintError> errors)
        => string.Join("; ", errors.Take(MostSpelled).Select(error => Shorten(error).ToString())) + (errors.Count > MostSpelled ? $"; and {errors.Count - MostSpelled} more" : "");

    private static IReadOnlyList<ConstraintError> Bound(IReadOnlyList<ConstraintError> errors)
    {
        if (errors.Count <= MostErrors) return errors.Any(error => error.Pointer.Length > PointerLength) ? [.. errors.Select(Shorten)] : errors;
        return [.. errors.Take(MostErrors).Select(Shorten), new ConstraintError("", "", $"And {errors.Count - MostErrors} more errors, which are not listed; mend these first.")];
    }

    private static ConstraintError Shorten(ConstraintError error)
        => error.Pointer.Length <= PointerLength ? error : error with { Pointer = Schemas.Excerpt.Shorten(error.Pointer, PointerLength) };
}

/// <summary>One reason why a constraint cannot be compiled.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the schema; empty is the root.</param>
/// <param name="Keyword">The keyword concerned; empty where none is.</param>
/// <param name="Message">Place, value and remedy in a sentence.</param>
public sealed record ConstraintError(string Pointer, string Keyword, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Pointer.Length == 0 ? "(root)" : Pointer)}: {Message}";
}

/// <summary>The schema is no schema: not JSON, a keyword's value of the wrong kind, a reference that leads nowhere.</summary>
/// <param name="errors">What is wrong.</param>
public sealed class InvalidSchemaException(IReadOnlyList<ConstraintError> errors) : ConstraintException(errors);

/// <summary>A keyword that cannot be enforced while decoding, in strict mode.</summary>
/// <param name="errors">Which keywords.</param>
public sealed class UnsupportedKeywordException(IReadOnlyList<ConstraintError> errors) : ConstraintException(errors);

/// <summary>No instance can satisfy the schema.</summary>
/// <param name="errors">Where the contradiction stands.</param>
public sealed class UnsatisfiableSchemaException(IReadOnlyList<ConstraintError> errors) : ConstraintException(errors);

/// <summary>A bound of <see cref="ConstraintLimits"/> was passed.</summary>
/// <param name="errors">Which bound, where.</param>
public sealed class ConstraintLimitException(IReadOnlyList<ConstraintError> errors) : ConstraintException(errors);
