namespace StructGen.RepairBench.Runs;

/// <summary>Texts that cost a careless reader more than linear work, at any length.</summary>
internal static class HostileTexts
{
    public static IReadOnlyList<(string Name, Func<int, string> Make)> All { get; } =
    [
        ("[", length => Repeat("[", length)),
        ("{\"", length => Repeat("{\"", length)),
        ("quotes", length => Repeat("\"", length)),
        ("near-duplicates", length => Repeat("{\"name\":\"Ana\",\"age\":41}\n", length)),
        ("near-duplicates, each another", length => Numbered("{{\"name\":\"Ana{0}\",\"age\":41}}\n", length)),
        ("near-duplicates, cut", length => Numbered("{{\"name\":\"Ana{0}\",\"tags\":[\"a\"\n", length)),
        ("]}", length => Repeat("]}", length)),
        ("{\"a\":", length => Repeat("{\"a\":", length)),
        ("[{", length => Repeat("[{", length)),
        ("\\\"", length => Repeat("\\\"", length)),
        ("\\", length => Repeat("\\", length)),
        ("{name:", length => Repeat("{name:", length)),
        ("\"name\":", length => Repeat("\"name\":", length)),
        ("{\"name\":\"x, \"name\":\"x, ", length => "{" + Repeat("\"name\":\"x, ", length)),
        ("commas", length => "[" + Repeat(",", length)),
        ("colons", length => "{" + Repeat(":", length)),
        ("open comments", length => Repeat("/*", length)),
        ("line comments", length => "{" + Repeat("//\n", length)),
        ("fences", length => Repeat("```json\n", length)),
        ("open fences with objects", length => Repeat("```json\n{\"name\": \"a\n", length)),
        ("thinking blocks", length => Repeat("<think>", length)),
        ("tags", length => Repeat("<json>{", length)),
        ("digits", length => "{\"age\": " + Repeat("7", length)),
        ("one text of commas and quotes", length => "{\"name\": \"" + Repeat("a\", \"", length)),
        ("words", length => Repeat("the name is Ana: ", length)),
        ("parentheses", length => Repeat("(", length)),
        ("swapped closers", length => Repeat("[{\"name\":[\"a\"}]", length)),
        ("unclosed items", length => "[" + Repeat("{\"name\":\"a\",", length)),
        ("escaped json in json", length => Repeat("\"{\\\"name\\\":", length)),
        ("curly quotes", length => Repeat("“a”: ", length)),
        ("lists side by side", length => Repeat("[1]", length)),
        ("white space", length => "{" + Repeat(" \n", length)),
    ];

    private static string Repeat(string part, int length) => string.Concat(Enumerable.Repeat(part, Math.Max(1, length / part.Length)));

    private static string Numbered(string format, int length)
    {
        var text = new System.Text.StringBuilder(length + 64);
        for (var number = 0; text.Length < length; number++)
            text.Append(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, number));
        return text.ToString();
    }
}
