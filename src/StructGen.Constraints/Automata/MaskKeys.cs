using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Automata;

/// <summary>The key of a pattern for masks: counters that no token can exhaust are left out, so <c>.{0,5000}</c> and <c>.*</c> share one.</summary>
/// <remarks>Sound because a token holds at most <see cref="LexemeAutomaton.MaskHorizon"/> bytes, hence as many characters.</remarks>
internal static class MaskKeys
{
    private const long Horizon = LexemeAutomaton.MaskHorizon;

    public static UInt128 Of(PatternArena arena, Pattern pattern)
    {
        var (wide, _) = arena.Relax(pattern, Horizon);
        return wide.Kind switch
        {
            PatternKind.Repeat when wide.IsRun && wide.Min > Horizon => Run(wide.Parts[0]),

            // What comes after the run lies beyond the horizon, and is not empty because the state is alive.
            PatternKind.Concat when wide.Parts[0].IsRun && wide.Parts[0].Min > Horizon => Run(wide.Parts[0].Parts[0]),
            _ => wide.Key,
        };
    }

    /// <summary>Of a run that is longer than any token.</summary>
    private static UInt128 Run(Pattern characters)
    {
        var hash = new KeyHash((int)PatternKind.Repeat);
        hash.Add(characters.Key);
        hash.Add(Horizon + 1);
        hash.Add(Pattern.Unbounded);
        return hash.Value;
    }
}
