using System.Text.RegularExpressions;

namespace StructGen.RepairBench.Languages;

/// <summary>How models damage tags.</summary>
internal static partial class XmlDamages
{
    public static IReadOnlyList<TextDamage> All { get; } =
    [
        .. Language.Around("xml"),
        new("declaration", scene => scene.Put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + scene.Text)),
        new("wrapped", scene => Tag(scene.Any("xml", "answer", "response", "data"), scene)),
        new("missing-closing-tag", scene => scene.EditLine(IsLeaf, line => line[..line.LastIndexOf("</", StringComparison.Ordinal)])),
        new("missing-opening-tag", scene => scene.EditLine(IsLeaf, line => line[(line.IndexOf('>', StringComparison.Ordinal) + 1)..]) && Lost(scene), Alone: true),
        new("opening-for-closing", scene => scene.EditLine(IsLeaf, line => Last(line, "</", "<"))),
        new("closing-in-other-case", scene => scene.EditLine(IsLeaf, line => line[..line.LastIndexOf("</", StringComparison.Ordinal)]
            + line[line.LastIndexOf("</", StringComparison.Ordinal)..].ToUpperInvariant())),
        new("missing-bracket", scene => scene.EditLine(IsLeaf, line => line[..^1])),
        new("attributes", scene => scene.EditLine(IsLeaf, line => Attribute().Replace(line, "<$1 source=\"text\">", 1))),
        new("bare-ampersand", scene => scene.EditLine(line => IsLeaf(line) && line.Contains("&amp;", StringComparison.Ordinal),
            line => line.Replace("&amp;", "&", StringComparison.Ordinal))),
        new("character-data", scene => scene.EditLine(line => IsLeaf(line) && !line.Contains('&', StringComparison.Ordinal),
            line => Attribute().Replace(Last(line, "</", "]]></"), "<$1><![CDATA[", 1))),
        new("comment", scene => scene.EditLine(IsLeaf, line => line + scene.Any("<!-- as in the text -->", " <!-- see <b> -->"))),
        new("spaces-in-tag", scene => scene.EditLine(IsLeaf, line => Last(line, ">", " >"))),
        new("json-instead", scene => scene.Put(scene.Document.Data.GetRawText()), Alone: true),
        new("cut-in-an-element", scene =>
        {
            var tags = Attribute().Matches(scene.Text).Where(match => match.Index > 0 && scene.Text.IndexOf("</", match.Index, StringComparison.Ordinal) > 0).ToArray();
            if (tags.Length == 0)
                return false;
            var open = tags[scene.Random.Next(tags.Length)];
            var end = scene.Text.IndexOf("</", open.Index, StringComparison.Ordinal);
            return scene.PutLost(scene.Text[..scene.Random.Next(open.Index + 1, end + 2)]);
        }, Alone: true),
    ];

    [GeneratedRegex("<([^<>/ !?]+)>")]
    private static partial Regex Attribute();

    [GeneratedRegex("^ *<([^<>/ ]+)>[^<>]*</\\1>$")]
    private static partial Regex Leaf();

    private static bool IsLeaf(string line) => Leaf().IsMatch(line);

    private static bool Lost(TextScene scene) => scene.PutLost(scene.Text);

    private static string Last(string line, string mark, string by)
    {
        var index = line.LastIndexOf(mark, StringComparison.Ordinal);
        return line[..index] + by + line[(index + mark.Length)..];
    }

    private static bool Tag(string tag, TextScene scene) => scene.Put($"<{tag}>\n{scene.Text}\n</{tag}>");
}
