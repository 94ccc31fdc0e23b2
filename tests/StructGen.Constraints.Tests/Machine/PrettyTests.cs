using System.Text;
using System.Text.Json;
using StructGen.Constraints.Tests.Validation;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>Pretty printing: the text is what System.Text.Json writes indented, byte for byte, and can be closed in the bytes that are promised.</summary>
public sealed class PrettyTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(PropertyOrder.Any)]
    [InlineData(PropertyOrder.Declared)]
    public void Walks_RandomSchemas_FinishAreValidAndIndentedAsWritten(PropertyOrder order)
    {
        var wrong = new List<string>();
        var walks = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var schema = Element(new RandomSchemas(seed, "https://json-schema.org/draft/2020-12/schema").Schema().ToJsonString());
            try
            {
                if (MatcherVerdicts.Compile(schema, new ConstraintOptions { Order = order, Whitespace = WhitespaceStyle.Pretty }) is not { } constraint) continue;
                var validator = SchemaValidator.Create(schema);
                for (var walk = 0; walk < 4; walk++)
                {
                    walks++;
                    var text = ByteWalk.Run(constraint, new Random(seed * 31 + walk), 80, out var fault);
                    if (fault is not null)
                    {
                        wrong.Add($"seed {seed}: {fault} after {text} under {schema}");
                        break;
                    }

                    using var instance = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 });
                    if (!validator.IsValid(instance.RootElement)) wrong.Add($"seed {seed}: wrote {text} under {schema}");
                    if (Layout(Indented(instance.RootElement)) != Layout(text)) wrong.Add($"seed {seed}: laid out as {text}");
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
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(20)));
    }

    [Fact]
    public void Matcher_RandomInstancesIndented_AgreesWithTheValidator()
    {
        var wrong = new List<string>();
        var (instances, valid) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new RandomSchemas(seed, "https://json-schema.org/draft/2020-12/schema");
            var schema = Element(random.Schema().ToJsonString());
            try
            {
                var validator = SchemaValidator.Create(schema);
                var constraint = MatcherVerdicts.Compile(schema, new ConstraintOptions { Order = PropertyOrder.Any, Whitespace = WhitespaceStyle.Pretty });
                for (var i = 0; i < 12; i++)
                {
                    var instance = Element(random.Instance(3)?.ToJsonString() ?? "null");
                    instances++;
                    var isValid = validator.IsValid(instance);
                    if (isValid) valid++;
                    if (MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(Indented(instance))) != isValid) wrong.Add($"seed {seed}: {(isValid ? "refused" : "accepted")} {Indented(instance)} under {schema}");
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
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(20)));
        Assert.True(valid > 200);
    }

    [Fact]
    public void Mask_CompactText_IsRefused()
    {
        var constraint = MatcherVerdicts.Compile(Element("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"integer"}}},"required":["a"]}"""), new ConstraintOptions { Whitespace = WhitespaceStyle.Pretty });
        Assert.True(MatcherVerdicts.Accepts(constraint, "{\n  \"a\": [\n    1,\n    2\n  ]\n}"u8));
        Assert.True(MatcherVerdicts.Accepts(constraint, "{\n  \"a\": []\n}"u8));
        Assert.False(MatcherVerdicts.Accepts(constraint, "{\"a\": []}"u8));
        Assert.False(MatcherVerdicts.Accepts(constraint, "{\n  \"a\":[]\n}"u8));
        Assert.False(MatcherVerdicts.Accepts(constraint, "{\n  \"a\": [\n  ]\n}"u8));
        Assert.False(MatcherVerdicts.Accepts(constraint, "{\n    \"a\": []\n}"u8));
        Assert.Equal("{\n  \"a\": []\n}".Length, constraint!.MinBytes);
    }

    private static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;

    private static string Indented(JsonElement value) => JsonSerializer.Serialize(value, s_indented);

    /// <summary>The text without what stands in quotes, whose escapes System.Text.Json writes in its own way.</summary>
    private static string Layout(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\"(\\\\.|[^\"\\\\])*\"", "\"\"");
}
