using System.Text;
using System.Text.Json;
using StructGen.Constraints.Tests.Validation;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>The same promises for YAML: what is written parses to a valid instance, every valid instance can be written, and nothing is ever stuck.</summary>
public sealed class YamlTests(ITestOutputHelper output)
{
    private const string Newest = "https://json-schema.org/draft/2020-12/schema";

    public static TheoryData<string> Drafts => [.. SuiteFile.Drafts];

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#", PropertyOrder.Any)]
    [InlineData(Newest, PropertyOrder.Any)]
    [InlineData(Newest, PropertyOrder.Declared)]
    public void Walks_RandomSchemas_FinishParseAndAreValid(string draft, PropertyOrder order)
    {
        var wrong = new List<string>();
        var walks = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var schema = Element(new RandomSchemas(seed, draft).Schema().ToJsonString());
            try
            {
                if (MatcherVerdicts.Compile(schema, new ConstraintOptions { Order = order, Surface = ConstraintSurface.Yaml }) is not { } constraint) continue;
                var validator = SchemaValidator.Create(schema);
                for (var walk = 0; walk < 4; walk++)
                {
                    walks++;
                    var text = ByteWalk.Run(constraint, new Random(seed * 31 + walk), 60, out var fault);
                    if (fault is not null)
                    {
                        wrong.Add($"seed {seed}: {fault} after {text} under {schema}");
                        break;
                    }

                    try
                    {
                        if (!validator.IsValid(YamlTexts.Read(text))) wrong.Add($"seed {seed}: wrote {text} under {schema}");
                    }
                    catch (Exception exception) when (exception is YamlDotNet.Core.YamlException or FormatException or ArgumentException)
                    {
                        wrong.Add($"seed {seed}: {exception.Message} in {text} under {schema}");
                    }
                }
            }
            catch (ConstraintLimitException)
            {
            }
            catch (InvalidSchemaException)
            {
                // A reference loop.
            }
        }

        output.WriteLine($"{walks} walks");
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(12)));
    }

    [Fact]
    public void Matcher_RandomInstances_AgreesWithTheValidator()
    {
        var wrong = new List<string>();
        var (instances, valid) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new RandomSchemas(seed, Newest);
            var schema = Element(random.Schema().ToJsonString());
            try
            {
                var validator = SchemaValidator.Create(schema);
                var constraint = MatcherVerdicts.Compile(schema, new ConstraintOptions { Order = PropertyOrder.Any, Surface = ConstraintSurface.Yaml });
                for (var i = 0; i < 12; i++)
                {
                    var instance = Element(random.Instance(3)?.ToJsonString() ?? "null");
                    instances++;
                    var isValid = validator.IsValid(instance);
                    if (isValid) valid++;
                    if (MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(YamlTexts.Write(instance))) != isValid) wrong.Add($"seed {seed}: {(isValid ? "refused" : "accepted")} {YamlTexts.Write(instance)} under {schema}");
                }
            }
            catch (ConstraintLimitException)
            {
            }
            catch (InvalidSchemaException)
            {
                // A reference loop.
            }
        }

        output.WriteLine($"{instances} instances, {valid} valid");
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(12)));
    }

    [Theory]
    [MemberData(nameof(Drafts))]
    public void Matcher_RequiredTestsOfTheSuite_GivesTheSameVerdicts(string draft)
    {
        var wrong = new List<string>();
        var cases = 0;
        foreach (var file in SuiteFile.In(draft))
        {
            var options = new ConstraintOptions { Order = PropertyOrder.Any, AssertFormats = false, Documents = file.Remotes, Surface = ConstraintSurface.Yaml };
            foreach (var group in file.Cases().GroupBy(test => test.Schema.GetRawText()))
            {
                var constraint = MatcherVerdicts.Compile(group.First().Schema, options);
                foreach (var test in group)
                {
                    cases++;
                    var accepted = MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(YamlTexts.Write(test.Instance)));
                    if (accepted != test.IsValid) wrong.Add($"{test.Name}: {(accepted ? "accepted" : "refused")} {YamlTexts.Write(test.Instance)}");
                }
            }
        }

        output.WriteLine($"{draft}: {cases - wrong.Count} of {cases}");
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Matcher_Order_IsWrittenAsPeopleWriteIt()
    {
        var constraint = MatcherVerdicts.Compile(
            Element("""{"type":"object","properties":{"id":{"type":"integer"},"note":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}},"lines":{"type":"array","items":{"type":"object","properties":{"sku":{"type":"string"},"grid":{"type":"array","items":{"type":"array","items":{"type":"number"}}}},"additionalProperties":false}},"none":{"type":"null"}},"additionalProperties":false}"""),
            new ConstraintOptions { Surface = ConstraintSurface.Yaml });
        Assert.True(MatcherVerdicts.Accepts(constraint, "id: 7\nnote: See https://example.org/a?b=c, by noon (12:30)\ntags: []\nlines:\n  - sku: A-1\n    grid:\n      - - 1\n        - 2.5\n      - []\n  - {}\nnone: null"u8));
        Assert.True(MatcherVerdicts.Accepts(constraint, "note: \"yes\"\nnone: null"u8));
        Assert.True(MatcherVerdicts.Accepts(constraint, "{}"u8));
        foreach (var bad in (string[])["note: yes", "note: 12", "note: a: b", "note: a #b", "note: a ", "note:  a", "note:\n  a", "tags:\n- a", "id: \"7\"", "id: 7\n", "id: 7\nid: 8", "tags:\n  - a\n   - b", "{id: 7}", "lines:\n  - sku: a\n  grid: []", ""])
            Assert.False(MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(bad)), bad);
    }

    [Fact]
    public void Mask_Enum_HasOneSpelling()
    {
        var constraint = MatcherVerdicts.Compile(Element("""{"enum":["red","no","0x1F","two words","a: b","",12]}"""), new ConstraintOptions { Surface = ConstraintSurface.Yaml });
        foreach (var good in (string[])["red", "\"no\"", "\"0x1F\"", "two words", "\"a: b\"", "\"\"", "12"]) Assert.True(MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(good)), good);
        foreach (var bad in (string[])["\"red\"", "no", "0x1F", "\"12\"", "a: b"]) Assert.False(MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(bad)), bad);
    }

    [Fact]
    public void Matcher_EveryCharacter_IsReadBackAsWritten()
    {
        var constraint = MatcherVerdicts.Compile(Element("""{"type":"string"}"""), new ConstraintOptions { Surface = ConstraintSurface.Yaml })!;
        var wrong = new List<string>();
        var written = 0;
        foreach (var rune in Enumerable.Range(0, 0x110000).Where(value => Rune.IsValid(value) && (value < 0x10000 || value % 61 == 0)).Select(value => new Rune(value)))
        {
            foreach (var text in (string[])[$"a{rune}b {rune}{rune}a", $"{rune}a", $"\"{rune}\"", $"a{rune}", $"{rune} a"])
            {
                if (!MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(text))) continue;
                written++;
                var said = text[0] == '"' ? text[1..^1] : text;
                try
                {
                    var read = YamlTexts.Read(text[0] != '"' && text.AsSpan().ContainsAny(":*") ? $"- x: {text}" : $"- {text}: {text}");
                    var member = read[0].EnumerateObject().Single();
                    if (member.Value.GetString() == said && (member.Name == said || member.Name == "x")) continue;
                    wrong.Add($"{rune.Value:X} in {text}");
                }
                catch (Exception exception) when (exception is YamlDotNet.Core.YamlException or FormatException or InvalidOperationException)
                {
                    wrong.Add($"{rune.Value:X} in {text}: {exception.Message}");
                }
            }
        }

        output.WriteLine($"{written} texts");
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(40)));
    }

    private static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;
}
