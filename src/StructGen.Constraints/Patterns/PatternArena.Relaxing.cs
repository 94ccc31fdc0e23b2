namespace StructGen.Constraints.Patterns;

/// <content>Patterns without their counters.</content>
internal sealed partial class PatternArena
{
    /// <summary>
    /// The pattern without the upper bounds that a short text cannot reach: <c>(\S+\s+){0,40}\S+</c> is <c>(\S+\s+)*\S+</c> with a slack of 80.
    /// </summary>
    /// <param name="pattern">Any pattern; only plain ones, and those bounded in length, have something to drop.</param>
    /// <param name="least">Bounds that fewer characters than this can reach are kept.</param>
    /// <returns>
    /// The wider pattern, and the slack: both accept the same texts of up to so many characters, and the same of them can be continued to a text of
    /// the language. Unbounded when nothing was dropped.
    /// </returns>
    /// <remarks>
    /// A text of k characters begins at most k / MinLength iterations, rounded up; the one that is under way can be finished, and what follows is not
    /// empty. A bound on the length of a plain pattern matters only when less is left than the text and the <see cref="Pattern.Residue"/>.
    /// </remarks>
    public (Pattern Pattern, long Slack) Relax(Pattern pattern, long least)
    {
        var slack = Pattern.Unbounded;
        if (pattern is { Kind: PatternKind.And, Parts.Length: 2 })
        {
            var (length, other) = pattern.Parts[0].IsLength ? (pattern.Parts[0], pattern.Parts[1]) : (pattern.Parts[1], pattern.Parts[0]);
            if (!length.IsLength || length.Min != 0 || !other.IsPlain || length.Max == Pattern.Unbounded || length.Max - other.Residue < least) return (pattern, slack);
            slack = length.Max - other.Residue;
            return (Widen(other, least, ref slack), slack);
        }

        return pattern.IsPlain ? (Widen(pattern, least, ref slack), slack) : (pattern, slack);
    }

    private Pattern Widen(Pattern pattern, long least, ref long slack)
    {
        if (!pattern.IsCounted) return pattern;
        if (DeepStack.IsShort)
        {
            (var wider, slack) = DeepStack.Continue(
                static at =>
                {
                    var room = at.Slack;
                    return (at.Self.Widen(at.Pattern, at.Least, ref room), room);
                },
                (Self: this, Pattern: pattern, Least: least, Slack: slack));
            return wider;
        }

        switch (pattern.Kind)
        {
            case PatternKind.Repeat:
                var part = Widen(pattern.Parts[0], least, ref slack);
                var room = Times(pattern.Max, Math.Max(1, pattern.Parts[0].MinLength));
                if (pattern.Max == Pattern.Unbounded || room < least) return Repeat(part, pattern.Min, pattern.Max);
                slack = Math.Min(slack, room);
                return Repeat(part, pattern.Min, Pattern.Unbounded);
            case PatternKind.Concat:
                return Concat(Widen(pattern.Parts[0], least, ref slack), Widen(pattern.Parts[1], least, ref slack));
            case PatternKind.Or:
                var parts = new Pattern[pattern.Parts.Length];
                for (var i = 0; i < parts.Length; i++) parts[i] = Widen(pattern.Parts[i], least, ref slack);
                return Or(parts);
            default:
                return pattern;
        }
    }
}
