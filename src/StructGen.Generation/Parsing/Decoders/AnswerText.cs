namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Parts of an answer that is not JSON.</summary>
internal static class AnswerText
{
    private const int MaxFences = 16;

    /// <summary>What stands in code fences.</summary>
    public static IEnumerable<(int From, int To)> Fences(string raw, int start)
    {
        for (var count = 0; count < MaxFences; count++)
        {
            var open = raw.IndexOf("```", start, StringComparison.Ordinal);
            if (open < 0)
                yield break;
            var line = raw.IndexOf('\n', open);
            var from = line < 0 ? raw.Length : line + 1;
            var close = from < raw.Length ? raw.IndexOf("```", from, StringComparison.Ordinal) : -1;
            yield return (from, close < 0 ? raw.Length : close);
            if (close < 0)
                yield break;
            start = close + 3;
        }
    }

    /// <summary>From the first to the last line that looks like YAML (<c>name: …</c>, <c>- …</c>, or indented); null where none does.</summary>
    public static (int From, int To)? WithoutProse(string raw, int start)
    {
        var first = -1;
        var last = -1;
        for (var at = start; at < raw.Length;)
        {
            var end = raw.IndexOf('\n', at);
            end = end < 0 ? raw.Length : end;
            var line = raw.AsSpan(at, end - at).TrimEnd();
            var begins = Begins(line);
            if (first < 0 && begins)
                first = at;
            if (first >= 0 && (begins || (line.Length > 0 && line[0] is ' ' or '\t')))
                last = end;
            at = end + 1;
        }

        return first < 0 ? null : (first, last);
    }

    private static bool Begins(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (line.StartsWith("- ") || line is "-")
            return true;
        var colon = line.IndexOf(':');
        if (colon <= 0 || (colon + 1 < line.Length && line[colon + 1] != ' '))
            return false;
        var name = line[..colon];
        return !name.Contains(' ') || name[0] is '"' or '\'';
    }
}
