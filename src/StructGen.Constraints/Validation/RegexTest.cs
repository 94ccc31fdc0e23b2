using System.Text.RegularExpressions;

namespace StructGen.Constraints.Validation;

/// <summary>A pattern in .NET's dialect: only where the engine's own patterns refuse one (back-references).</summary>
internal sealed class RegexTest : StringTest
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;

    private RegexTest(Regex regex) => _regex = regex;

    /// <summary>Compiles a pattern; null when .NET cannot read it either.</summary>
    public static RegexTest? TryCreate(string pattern)
    {
        foreach (var options in (RegexOptions[])[RegexOptions.ECMAScript, RegexOptions.CultureInvariant])
        {
            try
            {
                return new RegexTest(new Regex(pattern, options, Timeout));
            }
            catch (ArgumentException)
            {
                // The next dialect, or none.
            }
        }

        return null;
    }

    public override bool Holds(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ConstraintLimitException([new ConstraintError("", "pattern",
                $"Matching the pattern {_regex} took longer than {Timeout.TotalSeconds} s; rewrite it without nested repeats and back-references.")]);
        }
    }
}
