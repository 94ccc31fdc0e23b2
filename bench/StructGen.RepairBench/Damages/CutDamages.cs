using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Damages;

/// <summary>Answers that end in the middle.</summary>
internal static class CutDamages
{
    public static IEnumerable<DamageKind> All =>
    [
        new("cut-anywhere", Stage.Cut, scene => Cut(scene, scene.Random.Next(2, scene.Body.Length), "")),
        new("cut-behind-a-value", Stage.Cut, scene => Cut(scene, End(scene, token => token.IsScalar || token.Kind == TokenKind.Close), "")),
        new("cut-behind-a-mark", Stage.Cut, scene => Cut(scene, End(scene, token => token.Kind is TokenKind.Comma or TokenKind.Colon or TokenKind.Open), "")),
        new("cut-in-a-name", Stage.Cut, scene => Cut(scene, End(scene, token => token.Kind == TokenKind.Name) - scene.Random.Next(1, 3), "")),
        new("cut-then-fence", Stage.Cut, scene => Cut(scene, scene.Random.Next(2, scene.Body.Length), "\n```")),
        new("cut-then-prose", Stage.Cut, scene => Cut(scene, End(scene, token => token.IsScalar || token.Kind is TokenKind.Close or TokenKind.Comma),
            scene.Any("\n\n[truncated]", "\n...", "\n\nI had to stop here because the list is long."))),
    ];

    /// <summary>Ends the text; what only closers are missing from may also be taken for the document.</summary>
    public static bool Cut(Scene scene, int length, string after)
    {
        if (length < 2 || length >= scene.Body.Length || scene.Whole is not null)
            return false;
        scene.After = after;
        if (after == "\n```" && !scene.Before.Contains("```", StringComparison.Ordinal))
            scene.Before = "```json\n";
        var end = 0;
        var whole = new List<IReadOnlyList<string>>();
        var onlyClosers = true;
        foreach (var token in scene.Tokens)
        {
            var start = end;
            end += token.Text.Length;
            if (token.IsScalar && (end < length || (end == length && token.Kind != TokenKind.Number)))
                whole.Add(token.Path);
            if (end > length && token.Kind is not (TokenKind.Close or TokenKind.Space) && (start >= length || end > length))
                onlyClosers = false;
            if (end == length && token.Kind is TokenKind.Number or TokenKind.Comma or TokenKind.Colon)
                scene.EndsInNumber = token.Kind == TokenKind.Number;
        }

        scene.CutAt = length;
        scene.WholeLeaves = whole;
        scene.Expectation = onlyClosers ? Expectation.ClosersMissing : Expectation.Truncated;
        return true;
    }

    private static int End(Scene scene, Func<JsonToken, bool> fits)
    {
        var ends = new List<int>();
        var end = 0;
        foreach (var token in scene.Tokens)
        {
            end += token.Text.Length;
            if (fits(token) && token.Text == token.Original)
                ends.Add(end);
        }

        return ends.Count == 0 ? 0 : ends[scene.Random.Next(ends.Count)];
    }
}
