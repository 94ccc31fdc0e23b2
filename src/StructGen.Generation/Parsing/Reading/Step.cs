namespace StructGen.Generation.Parsing.Reading;

/// <summary>What a reading did at a place.</summary>
internal enum StepKind : byte
{
    OpenObject,
    OpenArray,
    Close,
    Name,
    Quoted,
    Bare,
    Null,
    Repair,

    /// <summary>The text ends here within a value that was whole so far.</summary>
    CutBehindValue,

    /// <summary>The text ends here within a value or name.</summary>
    CutWithinValue,
}

/// <summary>One step of a reading; steps form a list from last to first that readings share.</summary>
/// <param name="Previous">The step before.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Start">Where, a UTF-16 offset.</param>
/// <param name="End">The end of a text, name or bare value.</param>
/// <param name="Word">The name, or the kind of a repair.</param>
/// <param name="Message">What was mended.</param>
internal sealed record Step(Step? Previous, StepKind Kind, int Start, int End, string? Word = null, string? Message = null)
{
    /// <summary>The quote of a text; it decides which escapes are read.</summary>
    public char Quote { get; init; }

    /// <summary>A step is the same only as itself: comparing lists step by step would recurse through a whole reading.</summary>
    public bool Equals(Step? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A reading up to a place.</summary>
/// <param name="Position">What is read next.</param>
/// <param name="Top">The innermost open container.</param>
/// <param name="Cost">The price so far.</param>
/// <param name="Last">The last step.</param>
/// <param name="Data">A hash of what was read; equal readings hold equal data.</param>
/// <param name="IsCut">Whether the text ended within a value.</param>
internal sealed record ReadingState(int Position, Frame Top, int Cost, Step? Last, ulong Data, bool IsCut);
