using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Automata;

/// <summary>The key of a pattern for masks: counters that no token can exhaust are clamped, so <c>.{0,5000}</c> and <c>.*</c> share one.</summary>
/// <remarks>
/// Sound because a token holds at most <see cref="LexemeAutomaton.MaskHorizon"/> bytes, hence as many characters, and because the clamped pattern
/// can be finished from wherever the original can: a run of characters always can; an upper bound on the length of a plain pattern only matters
/// once less is left than the horizon and the <see cref="Pattern.Residue"/> that finishing may take.
/// </remarks>
internal static class MaskKeys
{
    private const long Horizon = LexemeAutomaton.MaskHorizon;

    public static UInt128 Of(Pattern pattern)
    {
        switch (pattern.Kind)
        {
            case PatternKind.Repeat when pattern.IsRun:
                return Run(pattern.Parts[0], pattern.Min, pattern.Max);
            case PatternKind.Concat when pattern.Parts[0].IsRun && pattern.Parts[0].Min > Horizon:
                // What comes after the run lies beyond the horizon, and is not empty because the state is alive.
                return Run(pattern.Parts[0].Parts[0], Horizon + 1, Pattern.Unbounded);
            case PatternKind.And when pattern.Parts.Length == 2:
                var (length, other) = pattern.Parts[0].IsLength ? (pattern.Parts[0], pattern.Parts[1]) : (pattern.Parts[1], pattern.Parts[0]);
                if (!length.IsLength || !other.IsPlain || length.Max == Pattern.Unbounded) break;
                if (length.Min == 0 && length.Max - Horizon >= other.Residue) return Of(other);
                break;
        }

        return pattern.Key;
    }

    private static UInt128 Run(Pattern characters, long min, long max)
    {
        var hash = new KeyHash((int)PatternKind.Repeat);
        hash.Add(characters.Key);
        hash.Add(Math.Min(min, Horizon + 1));
        hash.Add(max >= Horizon ? Pattern.Unbounded : max);
        return hash.Value;
    }
}
