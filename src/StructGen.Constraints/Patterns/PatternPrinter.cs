namespace StructGen.Constraints.Patterns;

/// <summary>Shows a pattern to a developer: <c>([a-z]{1,20}&amp;~(if|for))</c>.</summary>
internal static class PatternPrinter
{
    private const int DepthLimit = 40;

    public static string Print(Pattern pattern) => Print(pattern, 0);

    private static string Print(Pattern pattern, int depth) => depth > DepthLimit ? "…" : pattern.Kind switch
    {
        PatternKind.Nothing => "∅",
        PatternKind.Empty => "ε",
        PatternKind.Chars => pattern.Set.ToString(),
        PatternKind.Literals => $"{{{string.Join('|', pattern.Table!.Rows.Skip(pattern.FirstRow).Take(Math.Min(5, pattern.EndRow - pattern.FirstRow)).Select(row => row[pattern.Column..]))}…{pattern.EndRow - pattern.FirstRow}}}",
        PatternKind.Concat => Print(pattern.Parts[0], depth + 1) + Print(pattern.Parts[1], depth + 1),
        PatternKind.Repeat => $"({Print(pattern.Parts[0], depth + 1)}){{{pattern.Min},{(pattern.Max == Pattern.Unbounded ? "" : pattern.Max)}}}",
        PatternKind.Or => $"({string.Join('|', pattern.Parts.Select(part => Print(part, depth + 1)))})",
        PatternKind.And => $"({string.Join('&', pattern.Parts.Select(part => Print(part, depth + 1)))})",
        PatternKind.Not => $"~({Print(pattern.Parts[0], depth + 1)})",
        _ => $"μ{pattern.Id}",
    };
}
