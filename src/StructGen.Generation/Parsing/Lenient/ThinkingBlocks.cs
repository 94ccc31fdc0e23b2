namespace StructGen.Generation.Parsing.Lenient;

/// <summary>Finds where an answer begins after blocks in which a model thinks aloud.</summary>
internal static class ThinkingBlocks
{
    private static readonly string[] Names = ["think", "thinking", "thought", "reasoning", "analysis", "scratchpad"];

    /// <summary>Moves past leading blocks, and past a closing tag whose opening one the prompt had.</summary>
    /// <returns>Whether thinking was found that never ends.</returns>
    public static bool Skip(string text, ref int start, RepairLog log)
    {
        while (true)
        {
            var before = start;
            foreach (var name in Names)
            {
                var at = LooseSyntax.SkipSpace(text, start);
                if (StartsWithTag(text, at, name))
                {
                    var close = text.IndexOf($"</{name}>", at, StringComparison.OrdinalIgnoreCase);
                    if (close < 0)
                        return true;
                    log.Add("thinking", at, $"A <{name}> block was skipped.");
                    start = close + name.Length + 3;
                }
                else if (EndsBeforeData(text, start, name) is var orphan && orphan > start)
                {
                    log.Add("thinking", start, $"Everything up to </{name}> was skipped.");
                    start = orphan;
                }
            }

            if (start == before)
                return false;
        }
    }

    private static bool StartsWithTag(string text, int at, string name)
        => string.Compare(text, at, $"<{name}>", 0, name.Length + 2, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>The place after the last closing tag that data follows; 0 where there is none.</summary>
    private static int EndsBeforeData(string text, int start, string name)
    {
        var close = text.LastIndexOf($"</{name}>", StringComparison.OrdinalIgnoreCase);
        if (close < start)
            return 0;
        var after = close + name.Length + 3;
        return text.AsSpan(after).ContainsAny('{', '[') || !text.AsSpan(start, close - start).ContainsAny('{', '[') ? after : 0;
    }
}
