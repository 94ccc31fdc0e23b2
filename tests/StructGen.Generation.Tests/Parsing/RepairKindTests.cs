using System.Text.RegularExpressions;

namespace StructGen.Generation.Tests.Parsing;

public sealed partial class RepairKindTests
{
    /// <summary>docs/prompt-mode.md lists every kind of repair that the parsing room records, and no other.</summary>
    [Fact]
    public void Documentation_ListsEveryKind()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "StructGen.sln")))
            root = root.Parent;
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(root!.FullName, "src", "StructGen.Generation", "Parsing"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText));
        var made = Kinds().Matches(sources).Select(match => match.Groups[1].Value).ToHashSet();
        var text = File.ReadAllText(Path.Combine(root.FullName, "docs", "prompt-mode.md"));
        var listed = Words().Matches(text[text.IndexOf("Kinds of repair", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Subset(listed, made);
        Assert.All(listed, kind => Assert.Contains($"\"{kind}\"", sources));
    }

    [GeneratedRegex("""(?:\.Add|Repair|Change|Changed|Also)\((?:[^"()]*(?:\([^"()]*\))?[^"()]*, )?"([a-z]+(?:-[a-z]+)*)", """)]
    private static partial Regex Kinds();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Words();
}
