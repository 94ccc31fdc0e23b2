namespace StructGen.RepairBench.Languages;

/// <summary>How models damage tables. A table cut between two rows cannot be told from a whole one, so cuts are made in rows.</summary>
internal static class CsvDamages
{
    public static IReadOnlyList<TextDamage> All { get; } =
    [
        .. Language.Around("csv"),
        new("other-delimiter", scene => !scene.Text.Contains(',', StringComparison.Ordinal)
            && scene.Put(scene.Text.Replace('|', scene.Any(',', ';', '\t')))),
        new("markdown-table", scene => scene.Put(Markdown(scene.Lines))),
        new("spaces-around-cells", scene => scene.Put(scene.Text.Replace("|", " | ", StringComparison.Ordinal))),
        new("trailing-delimiter", scene => scene.Put(string.Join('\n', scene.Lines.Select(line => line + "|")))),
        new("blank-lines", scene => scene.Put(scene.Text.Replace("\n", "\n\n", StringComparison.Ordinal))),
        new("header-in-other-case", scene => scene.EditLine(line => line == scene.Lines[0], line => line.ToUpperInvariant())),
        new("repeated-header", scene => scene.EditLine(_ => true, line => scene.Lines[0] + "\n" + line, 1)),
        new("short-row", scene => !scene.Lines[0].Contains("note", StringComparison.Ordinal) && scene.EditLine(line => line.Contains('|', StringComparison.Ordinal),
            line => Drop(line, scene.Random.Next(line.Split('|').Length)), 1) && scene.PutLost(scene.Text), Alone: true),
        new("long-row", scene => scene.EditLine(line => line.Contains('|', StringComparison.Ordinal), line => line.Insert(line.IndexOf('|', StringComparison.Ordinal), "|extra"), 1)
            && scene.PutLost(scene.Text), Alone: true),
        new("unclosed-quote", scene => scene.EditLine(line => line.Contains('|', StringComparison.Ordinal), line => "\"" + line, 1) && scene.PutLost(scene.Text),
            Alone: true),
        new("quoted-cells", scene => scene.Put(string.Join('\n', scene.Lines.Select(line => string.Join('|', line.Split('|').Select(cell
            => cell.Length == 0 ? cell : $"\"{cell}\""))))), Alone: true),
        new("missing-header", scene => scene.PutLost(string.Join('\n', scene.Lines.Skip(1))), Alone: true),
        new("row-numbers", scene => scene.PutLost(string.Join('\n', scene.Lines.Select((line, index) => (index == 0 ? "#" : $"{index}") + "|" + line))), Alone: true),
        new("json-instead", scene => scene.Put(scene.Document.Data.GetRawText()), Alone: true),
        new("cut-in-a-row", Cut, Alone: true),
    ];

    private static string Markdown(string[] lines)
    {
        var rule = string.Join('|', lines[0].Split('|').Select(_ => "---"));
        return string.Join('\n', lines.Take(1).Append(rule).Concat(lines.Skip(1)).Select(line => "| " + line.Replace("|", " | ", StringComparison.Ordinal) + " |"));
    }

    private static string Drop(string line, int cell) => string.Join('|', line.Split('|').Where((_, index) => index != cell));

    /// <summary>Ends the text in the first cell of a row, so that cells that must stand there are missing.</summary>
    private static bool Cut(TextScene scene)
    {
        var row = 1 + scene.Random.Next(scene.Lines.Length - 1);
        if (scene.Lines.Length < 2 || scene.Lines[row].Length < 4)
            return false;
        var before = scene.Lines.Take(row).Sum(line => line.Length + 1);
        return scene.PutLost(scene.Text[..(before + scene.Random.Next(1, Math.Max(2, scene.Lines[row].IndexOf('|', StringComparison.Ordinal) + 1)))]);
    }
}
