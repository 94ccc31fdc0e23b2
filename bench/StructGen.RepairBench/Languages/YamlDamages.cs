using System.Text.Json;
using StructGen.RepairBench.Documents;

namespace StructGen.RepairBench.Languages;

/// <summary>How models damage YAML.</summary>
internal static class YamlDamages
{
    public static IReadOnlyList<TextDamage> All { get; } =
    [
        .. Language.Around("yaml"),
        new("tabs", scene => scene.Text.Contains("\n  ", StringComparison.Ordinal) && scene.Put(string.Join('\n', scene.Lines.Select(Tabbed)))),
        new("no-space-behind-colon", scene => scene.EditLine(HasValue, line => line.Replace(": ", ":", StringComparison.Ordinal))),
        new("equals-sign", scene => scene.EditLine(HasValue, line => line.Replace(": ", " = ", StringComparison.Ordinal))),
        new("other-bullet", scene => scene.EditLine(line => line.TrimStart().StartsWith("- ", StringComparison.Ordinal)
            && !line.Contains(": ", StringComparison.Ordinal), line => Replace(line, "- ", scene.Any("* ", "• ")))),
        new("one-line-indented", scene => scene.EditLine(HasValue, line => " " + line)),
        new("one-line-dedented", scene => scene.EditLine(line => HasValue(line) && line.StartsWith("  ", StringComparison.Ordinal)
            && !line.TrimStart().StartsWith('-'), line => line[1..])),
        new("trailing-comma", scene => scene.EditLine(line => HasValue(line) && (line.EndsWith('"') || char.IsAsciiDigit(line[^1])), line => line + ",")),
        new("missing-closing-quote", scene => scene.EditLine(line => HasValue(line) && line.EndsWith('"'), line => line[..^1])),
        new("missing-opening-quote", scene => scene.EditLine(line => HasValue(line) && line.Contains(": \"", StringComparison.Ordinal),
            line => Replace(line, ": \"", ": ")) && scene.PutLost(scene.Text)),
        new("unquoted", scene => scene.EditLine(line => HasValue(line) && line.EndsWith('"') && line.Contains(": \"", StringComparison.Ordinal)
            && !line.Contains('\\', StringComparison.Ordinal) && !line.Contains('#', StringComparison.Ordinal), line => Replace(line, ": \"", ": ")[..^1])
            && scene.PutLost(scene.Text)),
        new("smart-quotes", scene => scene.EditLine(line => HasValue(line) && line.EndsWith('"') && line.Contains(": \"", StringComparison.Ordinal)
            && !line.Contains('\\', StringComparison.Ordinal), line => Replace(line, ": \"", ": “")[..^1] + "”")),
        new("comment", scene => scene.EditLine(HasValue, line => line + "  # as in the text")),
        new("document-marks", scene => scene.Put("---\n" + scene.Text + scene.Any("\n...", "\n---", ""))),
        new("json-instead", scene => scene.Put(scene.Document.Data.GetRawText()), Alone: true),
        new("repeated", scene => scene.Put(scene.Text + "\n---\n" + scene.Text), Alone: true),
        new("cut-in-a-quote", scene => Cut(scene, text => Places(text, "\"").Where(place => text.AsSpan(0, place).Count('"') % 2 == 0).Select(place => place + 2)), Alone: true),
        new("cut-behind-a-name", scene => Cut(scene, text => Places(text, ": ").Where(place => !IsOptional(scene, text[..place]))
            .Select(place => place + 1)), Alone: true),
    ];

    private static bool HasValue(string line) => line.Contains(": ", StringComparison.Ordinal) && line.Split(": ").Length == 2;

    /// <summary>Whether the name at the end of the text is optional anywhere: without a value it may stand for null then.</summary>
    private static bool IsOptional(TextScene scene, string text)
    {
        var name = text[(text.LastIndexOf('\n') + 1)..].TrimStart(' ', '-').Trim('"');
        return Optional(scene.Document.Schema).Contains(name);
    }

    private static IEnumerable<string> Optional(JsonElement schema)
    {
        foreach (var name in SchemaView.Names(schema))
        {
            if (!SchemaView.Requires(schema, name))
                yield return name;
            foreach (var inner in Optional(schema.GetProperty("properties").GetProperty(name)))
                yield return inner;
        }

        if (!schema.TryGetProperty("items", out var items))
            yield break;
        foreach (var inner in Optional(items))
            yield return inner;
    }

    private static string Tabbed(string line)
    {
        var trimmed = line.TrimStart(' ');
        return new string('\t', (line.Length - trimmed.Length) / 2) + trimmed;
    }

    private static string Replace(string line, string first, string by)
    {
        var index = line.IndexOf(first, StringComparison.Ordinal);
        return line[..index] + by + line[(index + first.Length)..];
    }

    private static IEnumerable<int> Places(string text, string mark)
    {
        for (var index = text.IndexOf(mark, StringComparison.Ordinal); index >= 0; index = text.IndexOf(mark, index + 1, StringComparison.Ordinal))
            yield return index;
    }

    private static bool Cut(TextScene scene, Func<string, IEnumerable<int>> places)
    {
        var ends = places(scene.Text).Where(end => end < scene.Text.Length).ToArray();
        return ends.Length > 0 && scene.PutLost(scene.Text[..ends[scene.Random.Next(ends.Length)]]);
    }
}
