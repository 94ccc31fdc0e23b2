using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Decoding;

/// <summary>One answer to be decoded. Immutable, except that the constraint moves on while decoding.</summary>
public sealed record DecodingRequest
{
    /// <summary>The prompt's tokens, not empty.</summary>
    public required ReadOnlyMemory<int> Prompt { get; init; }

    /// <summary>How tokens are chosen and how many at most. Default: greedy.</summary>
    public SamplingOptions Sampling { get; init; } = SamplingOptions.Default;

    /// <summary>Texts that end the answer and are not part of it. Default: none.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Follows what may be written, from where it stands; null (default) is anything that is text. Made for the model's vocabulary; moved on, not disposed.</summary>
    public ConstraintMatcher? Matcher
    {
        get;
        init
        {
            field = value;
            Constraint = value is null ? null : new MatcherConstraint(value);
        }
    }

    /// <summary>The matcher as the loop sees it; tests script it.</summary>
    internal ITokenConstraint? Constraint { get; init; }
}
