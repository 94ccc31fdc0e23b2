using System.Text.Json;
using StructGen.Constraints.Formats;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Validation;

namespace StructGen.Constraints.Tests.Formats;

public class FormatSuiteTests
{
    /// <summary>
    /// Cases of the suite that are not offered on purpose: ASCII forms of international labels and the length of long ones are no regular language (the
    /// validator judges them, <see cref="Holds_SuiteCases_ExactlyAsTheSuiteSays"/>), nor are unique group names.
    /// </summary>
    private static bool IsLeftOut(string format, string text) => text.Contains("xn--", StringComparison.OrdinalIgnoreCase) || (format == "regex" && text.Contains("(?<n", StringComparison.Ordinal))
        || (format == "idn-hostname" && text.StartsWith("παράδειγμαπαράδειγμαπαράδειγμα", StringComparison.Ordinal));

    [Theory]
    [InlineData("draft4")]
    [InlineData("draft6")]
    [InlineData("draft7")]
    [InlineData("draft2019-09")]
    [InlineData("draft2020-12")]
    public void Contains_SuiteCases_AsTheSuiteSays(string draft)
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        int right = 0, leftOut = 0;
        var wrong = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(Root(), "tests/data/json-schema-test-suite/tests", draft, "optional/format"), "*.json"))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var group in document.RootElement.EnumerateArray())
            {
                if (!group.GetProperty("schema").TryGetProperty("format", out var format) || arena.Format(format.GetString()!) is not { } pattern) continue;
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                {
                    if (test.GetProperty("data") is not { ValueKind: JsonValueKind.String } data || data.GetString() is not { } text) continue;
                    var contains = arena.Contains(pattern, text);
                    if (contains == test.GetProperty("valid").GetBoolean()) right++;
                    else if (!contains && IsLeftOut(format.GetString()!, text)) leftOut++;
                    else wrong.Add($"{format}: {text} ({test.GetProperty("description")})");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(right >= 0.95 * (right + leftOut), $"{right} right, {leftOut} left out");
    }

    [Theory]
    [InlineData("draft4")]
    [InlineData("draft6")]
    [InlineData("draft7")]
    [InlineData("draft2019-09")]
    [InlineData("draft2020-12")]
    public void Holds_SuiteCases_ExactlyAsTheSuiteSays(string draft)
    {
        var tests = new StringTests(ConstraintLimits.Default);
        var arena = new PatternArena(ConstraintLimits.Default);
        var (count, wrong) = (0, new List<string>());
        foreach (var format in new[] { "hostname", "idn-hostname" })
        {
            var file = Path.Combine(Root(), "tests/data/json-schema-test-suite/tests", draft, "optional/format", format + ".json");
            if (!File.Exists(file)) continue;
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var test in document.RootElement.EnumerateArray().SelectMany(group => group.GetProperty("tests").EnumerateArray()))
            {
                if (test.GetProperty("data") is not { ValueKind: JsonValueKind.String } data || data.GetString() is not { } text) continue;
                count++;
                var valid = test.GetProperty("valid").GetBoolean();
                if (tests.Format(format)!.Holds(text) != valid) wrong.Add($"{format}: {text} ({test.GetProperty("description")})");
                if (arena.Contains(arena.Format(format)!, text) && !valid) wrong.Add($"{format}: written {text}");
                if (valid && !arena.Contains(arena.FormatOutside(format)!, text)) wrong.Add($"{format}: outside {text}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(count > 15, $"{count} cases");
    }

    [Fact]
    public void Find_EveryName_IsALanguageWithAShortestMember()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        foreach (var name in FormatPatterns.Names)
        {
            var pattern = arena.Format(name)!;
            Assert.True(arena.Contains(pattern, arena.Shortest(pattern)!), name);
        }

        Assert.Null(arena.Format("color"));
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "StructGen.sln"))) directory = directory.Parent;
        return directory.FullName;
    }
}
