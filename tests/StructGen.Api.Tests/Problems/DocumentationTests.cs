using System.Reflection;
using System.Text.RegularExpressions;
using StructGen.Api.Chat.Errors;
using StructGen.Api.Problems;

namespace StructGen.Api.Tests.Problems;

/// <summary>Facts of the documentation that code decides.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void TheTableOfProblemsIsTheListInTheCode()
    {
        var inCode = typeof(ProblemKind).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (ProblemKind)field.GetValue(null)!)
            .SelectMany(kind => new[] { $"{kind.Status} {kind.Code}" });
        var inPage = File.ReadLines(Find("docs/http-api.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .SelectMany(match => Code().Matches(match.Groups[2].Value).Select(code => $"{match.Groups[1].Value} {code.Groups[1].Value}"));
        Assert.Equal(inCode.Order(), inPage.Order());
    }

    [Fact]
    public void TheLimitsOfTheServiceAreDocumentedWithTheirDefaults()
    {
        var page = File.ReadAllText(Find("docs/configuration.md"));
        var limits = new ApiLimits();
        foreach (var property in typeof(ApiLimits).GetProperties())
            Assert.Contains($"| `Limits:{property.Name}` | {property.GetValue(limits)} |", page, StringComparison.Ordinal);
        var chat = new Api.Chat.ChatSettings();
        foreach (var property in typeof(Api.Chat.ChatSettings).GetProperties())
            Assert.Contains($"| `Chat:{property.Name}` | {property.GetValue(chat)} |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void TheErrorsOfTheChatAreDocumentedWithStatusAndType()
    {
        // What no chat request can meet.
        ProblemKind[] others = [ProblemKind.UnknownTool, ProblemKind.UnknownKey, ProblemKind.VersionConflict, ProblemKind.Inexpressible, ProblemKind.Truncated, ProblemKind.Refused, ProblemKind.AbsentValue, ProblemKind.IncompatibleSchema];
        var rows = File.ReadLines(Find("docs/openai.md")).Where(line => line.StartsWith('|')).ToList();
        foreach (var kind in typeof(ProblemKind).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (ProblemKind)field.GetValue(null)!).Except(others))
        {
            var error = ChatErrors.From(new Problem(kind, "x")).Error;
            var row = Assert.Single(rows, row => row.Contains($"| `{error.Type}` |", StringComparison.Ordinal) && row.Contains(error.Code is null ? "null" : $"`{error.Code}`", StringComparison.Ordinal));
            Assert.Contains($"{ChatErrors.StatusOf(kind)}", row, StringComparison.Ordinal);
        }
    }

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
                return Path.Combine(folder.FullName, path);
        }

        throw new FileNotFoundException(path);
    }

    [GeneratedRegex("^\\| ([0-9]{3}) \\| ((?:`[a-z-]+` ?)+) \\|")]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Code();
}
