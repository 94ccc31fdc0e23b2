using System.IO.Compression;
using System.Text.Json;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Patterns.Ecma;
using StructGen.Constraints.Tests.Machine;
using StructGen.Constraints.Tests.Validation;

namespace StructGen.Constraints.Tests.Patterns;

/// <summary>Patterns in the words of other dialects are warned of, or refused in words that name the dialect; ordinary ones are neither.</summary>
public class DialectSignsTests
{
    /// <summary>A form, how its warning or error names it, and whether ECMA-262 refuses it.</summary>
    public static TheoryData<string, string, bool> Forms => new()
    {
        { "a{,3}", "Write {0,3}", false }, { "a{1, 3}", "Write {1,3}", false }, { "a{ 2 }", "Write {2}", false }, { @"\Aa", "Write ^", false }, { @"a\Z", "Write $", false },
        { @"a\z", "Write $", false }, { @"\Ga", "Remove it", false }, { @"a\Kb", "lookbehind", false }, { @"\Q.\E", "Escape the characters", false }, { @"\h+", @"[\t ]", false },
        { @"\H", @"[^\t ]", false }, { @"\R", @"\r\n", false }, { @"\X", "grapheme", false }, { @"\a", @"\x07", false }, { @"\e", @"\x1B", false }, { @"\i\c*", "XML", false },
        { @"\N{DIGIT ONE}", "named character", false }, { @"a\g1", "reference", false }, { @"\x{41}", @"\u{", false }, { @"\pL", @"\p{L}", false }, { @"\mword\M", @"\b", false },
        { @"\U0001F600", "eight", false }, { "[[:alpha:]]+", "A-Za-z", false }, { "[[:^digit:]]", "0-9", false }, { "[a[:space:]b]", @"\s", false }, { "[:alpha:]", "POSIX", false },
        { "[[.hyphen.]]", "POSIX", false }, { "[[=e=]]", "POSIX", false }, { "[a-z&&[^aeiou]]", "intersection", false }, { "[a-z-[aeiou]]", "subtraction", false },
        { @"\j", "no escape", false }, { @"\u12", "four", false }, { @"\x4", "two", false },
        { "(?P<n>a)", "(?<name>", true }, { "(?P=n)", "Python", true }, { "(?i)a", "flags", true }, { "(?i:a)b", "flags", true }, { "a(?-i)b", "flags", true }, { "(?x) a", "flags", true },
        { "(?m)^a$", "flags", true }, { "a++", "possessive", true }, { "a*+b", "possessive", true }, { "a?+", "possessive", true }, { "a{1,2}+", "possessive", true }, { "(?>a)b", "atomic", true },
        { "(?|a|b)", "branch reset", true }, { "(?#note)a", "comment", true }, { "(?'n'a)", ".NET", true }, { "(?(1)a|b)", "condition", true }, { "(?R)", "recursion", true },
        { "(?1)", "recursion", true }, { "(?&name)", "recursion", true }, { "(*UTF8)a", "verb", true }, { @"\p{IsGreek}", "Script=", true }, { @"\p{^L}", @"\P{", true },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Compile_OtherDialect_IsNamedWithItsRemedy(string pattern, string remedy, bool isError)
    {
        Assert.NotEmpty(DialectSigns.Find(pattern));
        var schema = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["type"] = "string", ["pattern"] = pattern });
        if (isError)
        {
            var fault = Assert.ThrowsAny<ConstraintException>(() => new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(schema));
            Assert.Equal("pattern", fault.Errors[0].Keyword);
            Assert.Contains(remedy, fault.Errors[0].Message, StringComparison.Ordinal);
            return;
        }

        var entry = new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(schema).Report.Entries.Single(entry => entry.Keyword == "pattern");
        Assert.Equal(Enforcement.Enforced, entry.Status);
        Assert.Contains(remedy, entry.Warning, StringComparison.Ordinal);
        Assert.Contains("ECMA-262", entry.Warning!.Replace("JSON Schema", "ECMA-262", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_PatternBetweenSlashes_MatchesNothingAndSaysWhy()
    {
        var fault = Assert.Throws<UnsatisfiableSchemaException>(() => new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(JsonElement.Parse("""{"type":"string","pattern":"/^[a-z]+$/i"}""")));
        Assert.Contains("slashes", fault.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_NamePatterns_WarnAtTheirPlace()
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"a":{"patternProperties":{"^\\Ax":{},"y":{}}}}}""");
        var warned = Assert.Single(new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(schema).Report.Entries, entry => entry.Warning is not null);
        Assert.Equal(("/properties/a", "patternProperties"), (warned.Pointer, warned.Keyword));
    }

    [Fact]
    public void CompileRegex_OtherDialect_Warns()
        => Assert.Contains("Write ^", new ConstraintCompiler(MatcherVerdicts.Bytes).CompileRegex(@"\Aa").Report.Entries[0].Warning, StringComparison.Ordinal);

    [Fact]
    public void Find_OrdinaryPatterns_SaysNothing()
    {
        string[] own =
        [
            @"^\d{3}-\d{4}$", @"^[\w.+\-]+@[\w\-]+\.[\w.\-]+$", @"^\+?[0-9]{1,3}$", @"^(?:a|b)+$", @"^(?=.*\d)(?!.*x).+$", @"(?<year>\d{4})-(?<month>\d\d)", @"(?<=a)b(?<!c)d", @"^[^\s/]+$",
            @"^\p{L}[\p{L}\p{Nd}]*$", @"^\u{1F600}$", @"^\u00e9\x41\cA\0$", @"[\b\-\]\[\\]", @"a{2}b{2,}c{2,3}d??e*?f+?g{1,2}?", @"^[+\-*/]+$", @"\++", @"[+]+", @"\*+", @"^\{,3\}$", @"[{,3}]", @"^x{a,3}$",
            @"^$", @"", @"^[!@#$%^&*()]+$", @"[a-z&&0-9]", @"[\w-]", @"[a-]", @"^-[a-z]$", @"[a-z]-[a-z]]", @"^/api/v1/", @"^(/[a-z]+)+$", @"\[[:a-z]+\]", @"[[a-z]:]", @"[.:=]", @"\/\.\-\_", @"{3}x|}",
        ];
        foreach (var pattern in own.Concat(MaskBenchPatterns().Where(pattern => !pattern.StartsWith("/^", StringComparison.Ordinal))))
            Assert.True(DialectSigns.Find(pattern).Count == 0, $"{pattern}: {DialectSigns.Warning(pattern)}");
        Assert.True(MaskBenchPatterns().Count > 200);
    }

    [Theory]
    [InlineData("a)|(?:b")]
    [InlineData("(")]
    [InlineData("a]b[")]
    [InlineData("a\\")]
    public void CheckRegex_NoExpressionByItself_IsInvalid(string regex)
    {
        var fault = Assert.Throws<InvalidSchemaException>(() => ConstraintCompiler.CheckRegex(regex));
        Assert.Contains("position", fault.Errors[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a|b")]
    [InlineData(@"(a)\1")]
    [InlineData("")]
    public void CheckRegex_Expressions_AreTaken(string regex) => ConstraintCompiler.CheckRegex(regex);

    private static HashSet<string> MaskBenchPatterns()
    {
        var patterns = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(RepositoryFiles.Data("maskbench-sample.jsonl.gz")), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 512 });
            Collect(document.RootElement, patterns);
        }

        return patterns;
    }

    private static void Collect(JsonElement element, HashSet<string> patterns)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Collect(item, patterns);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.NameEquals("pattern") && member.Value.ValueKind == JsonValueKind.String) patterns.Add(member.Value.GetString()!);
                Collect(member.Value, patterns);
            }
        }
    }
}
