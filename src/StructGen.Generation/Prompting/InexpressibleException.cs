using StructGen.Constraints;

namespace StructGen.Generation.Prompting;

/// <summary>A schema or spec that the chosen encoder or descriptor has no form for; the caller's fault (HTTP 422 <c>inexpressible</c>).</summary>
/// <remarks>The message names the place, what stands there and the remedy, and is safe to show to a client.</remarks>
/// <param name="pointer">JSON pointer into the schema or spec; empty is the root.</param>
/// <param name="keyword">The encoder, option or keyword concerned.</param>
/// <param name="message">What cannot be expressed and what to do instead.</param>
public sealed class InexpressibleException(string pointer, string keyword, string message)
    : Exception($"{(pointer.Length == 0 ? "(root)" : pointer)}: {message}")
{
    /// <summary>The same in the form that problem responses list; one entry.</summary>
    public IReadOnlyList<ConstraintError> Errors { get; private init; } = [new ConstraintError(pointer, keyword, message)];

    /// <summary>Several places at once.</summary>
    internal static InexpressibleException At(IReadOnlyList<ConstraintError> errors)
        => new(errors[0].Pointer, errors[0].Keyword, errors[0].Message) { Errors = errors };
}
