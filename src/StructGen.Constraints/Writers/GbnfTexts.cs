using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Writers;

/// <summary>Patterns as rules over characters: a rule is what may still follow, <c>text2 ::= "\"" | [a-z] text2</c> after <c>"a</c> of <c>^[a-z]+$</c>.</summary>
internal sealed class GbnfTexts(GbnfRules rules, PatternArena patterns)
{
    private const string ShortEscapes = "\b\t\n\f\r\"\\";
    private const string ShortEscapeLetters = "btnfr\"\\";

    /// <summary>What may follow after the opening quote of a JSON string, the closing quote included.</summary>
    public string InQuotes(Pattern pattern) => rules.Rule("text", pattern, () => Escaped(pattern));

    /// <summary>The same as plain text.</summary>
    public string Plain(Pattern pattern) => rules.Rule("plain", pattern, () => Raw(pattern));

    private IEnumerable<string> Escaped(Pattern pattern)
    {
        if (pattern.IsNullable) yield return GbnfRules.Literal("\"");
        foreach (var (target, runs) in Moves(pattern))
        {
            var next = InQuotes(target);
            var raw = Without(runs, ['"', '\\']).Where(run => run.Last >= 0x20).Select(run => (Math.Max(run.First, 0x20), run.Last)).ToList();
            if (raw.Count > 0) yield return $"{GbnfRules.Class(raw)} {next}";
            var letters = Enumerable.Range(0, ShortEscapes.Length).Where(i => Contains(runs, ShortEscapes[i])).Select(i => (int)ShortEscapeLetters[i]).Order().Select(letter => (letter, letter)).ToList();
            if (letters.Count > 0) yield return $"{GbnfRules.Literal("\\")} {GbnfRules.Class(letters)} {next}";
            for (var high = 0; high < 2; high++)
            {
                var digits = Enumerable.Range(0, 16).Where(low => Contains(runs, (high << 4) + low) && !ShortEscapes.Contains((char)((high << 4) + low)))
                    .SelectMany(low => new int[] { "0123456789abcdef"[low], "0123456789ABCDEF"[low] }).Distinct().Order().Select(digit => (digit, digit)).ToList();
                if (digits.Count > 0) yield return $"{GbnfRules.Literal($"\\u00{high}")} {GbnfRules.Class(digits)} {next}";
            }
        }
    }

    private IEnumerable<string> Raw(Pattern pattern)
    {
        if (pattern.IsNullable) yield return "\"\"";
        foreach (var (target, runs) in Moves(pattern)) yield return $"{GbnfRules.Class(runs)} {Plain(target)}";
    }

    /// <summary>Each pattern that a character leads to, with the characters that do, surrogates left out.</summary>
    private IEnumerable<(Pattern Target, List<(int First, int Last)> Runs)> Moves(Pattern pattern)
    {
        var (partition, targets) = patterns.Derive(pattern);
        var moves = new Dictionary<Pattern, List<(int, int)>>();
        for (var run = 0; run < partition.Starts.Length; run++)
        {
            var target = targets[partition.Classes[run]];
            if (patterns.IsEmpty(target)) continue;
            if (!moves.TryGetValue(target, out var runs)) moves[target] = runs = [];
            var last = run + 1 < partition.Starts.Length ? partition.Starts[run + 1] - 1 : CharSet.Limit - 1;
            Add(runs, partition.Starts[run], Math.Min(last, 0xD7FF));
            Add(runs, Math.Max(partition.Starts[run], 0xE000), last);
        }

        return moves.Where(move => move.Value.Count > 0).Select(move => (move.Key, move.Value));
    }

    private static void Add(List<(int First, int Last)> runs, int first, int last)
    {
        if (first > last) return;
        if (runs.Count > 0 && runs[^1].Last == first - 1) runs[^1] = (runs[^1].First, last);
        else runs.Add((first, last));
    }

    private static bool Contains(List<(int First, int Last)> runs, int scalar) => runs.Exists(run => run.First <= scalar && scalar <= run.Last);

    private static IEnumerable<(int First, int Last)> Without(IEnumerable<(int First, int Last)> runs, int[] scalars)
    {
        foreach (var scalar in scalars)
            runs = runs.SelectMany(run => scalar < run.First || scalar > run.Last ? [run] : new[] { (run.First, scalar - 1), (scalar + 1, run.Last) }.Where(part => part.Item1 <= part.Item2)).ToList();
        return runs;
    }
}
