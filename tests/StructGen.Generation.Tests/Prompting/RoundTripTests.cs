using System.Text.Json;
using CsCheck;
using StructGen.Generation.Parsing;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tests.Prompting;

/// <summary>What an encoder writes as an example's answer is read back as the same data, for generated schemas and data.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.String[Gen.Char["abc xyz|\"'<>&,:;#-{}[]\\\n\té漢0123"], 0, 12],
        OneOf("", " ", "null", "true", "no", "~", "- x", "a: b", "# c", "12", "1.0", "007", "2024-03-03", "'", "\"", "\"\"", "```", "a|b", "<b>", "&lt;", "&#10;", "x\r\ny", " pad ", "😀", "None", "NA", "*", "&a", "!t", "%", "@", "=", "<<", "...", "---"));

    /// <summary>A schema of a scalar and a value that fits.</summary>
    private static readonly Gen<(string Schema, object? Value)> Scalar = Gen.OneOf(
        Words.Select(text => ("""{"type": "string"}""", (object?)text)),
        Gen.Int.Select(number => ("""{"type": "integer"}""", (object?)number)),
        Gen.Decimal[-1000, 1000].Select(number => ("""{"type": "number"}""", (object?)number)),
        Gen.Bool.Select(flag => ("""{"type": "boolean"}""", (object?)flag)),
        Gen.Bool.Select(flag => ("""{"type": ["integer", "null"]}""", flag ? null : (object?)5)),
        OneOf("red", "dark blue", "x|y").Select(option => ("""{"enum": ["red", "dark blue", "x|y"]}""", (object?)option)));

    private static readonly Gen<(string Schema, object? Value)> Flat = Scalar.Array[1, 5].Select(Group);

    private static readonly Gen<(string Schema, object? Value)> Table = Gen.OneOf(Flat, Flat.SelectMany(row => Gen.Int[0, 4].Select(count => List(row, count))));

    private static Gen<(string Schema, object? Value)> Nested(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (3, Scalar),
            (2, Nested(depth - 1).Array[1, 4].Select(Group)),
            (2, Nested(depth - 1).SelectMany(item => Gen.Int[0, 3].Select(count => List(item, count)))));

    private static readonly Gen<(string Schema, object? Value)> Tree = Gen.OneOf(
        Nested(3).Array[1, 4].Select(Group), Nested(2).SelectMany(item => Gen.Int[0, 3].Select(count => List(item, count))));

    [Fact]
    public void Json_RoundTrips() => Check(Tree, "json");

    [Fact]
    public void Yaml_RoundTrips() => Check(Tree, "yaml");

    [Fact]
    public void Xml_RoundTrips() => Check(Tree, "xml");

    [Fact]
    public void Csv_RoundTrips() => Check(Table, "csv");

    [Fact]
    public void Build_NullExampleAnywhere_EveryEncoderCanShowIt() => Table.Sample(
        sample =>
        {
            var schema = JsonElement.Parse(sample.Schema.Insert(1, "\"x-null-examples\": [\"nothing here\"], "));
            foreach (var encoder in (string[])["json", "yaml", "csv", "xml"])
            {
                var options = new PromptOptions { Encoder = encoder };
                var built = PromptBuilder.Build(PromptSource.FromSchema(schema), "text", [new ExtractionExample("nothing", null)], options);
                Assert.Equal(6, built.Messages.Count);
                var parsed = AnswerParser.Parse(built.Messages[2].Content, PromptSource.FromSchema(schema), options);
                Assert.Empty(parsed.Errors);
            }
        },
        iter: 300);

    private static void Check(Gen<(string Schema, object? Value)> gen, string encoder) => gen.Sample(
        sample =>
        {
            var schema = JsonElement.Parse(sample.Schema);
            var data = JsonSerializer.SerializeToElement(sample.Value);
            foreach (var tags in (bool?[])[null, true, false])
            {
                var options = new PromptOptions { Encoder = encoder, UseTags = tags };
                var source = PromptSource.FromSchema(schema);
                var answer = PromptBuilder.Build(source, "t", [new ExtractionExample("e", data)], options).Messages[2].Content;
                var parsed = AnswerParser.Parse(answer, source, options);
                Assert.True(
                    parsed.Data is { } read && JsonElement.DeepEquals(data, read),
                    $"schema {sample.Schema}\ndata {data}\nanswer {answer}\nread {parsed.Data}\nerrors {string.Join("; ", parsed.Errors)}");
            }
        },
        iter: 1000);

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static (string Schema, object? Value) Group((string Schema, object? Value)[] members) => (
        $$"""{"type": "object", "properties": {{{string.Join(", ", members.Select((member, index) => $"\"p{index}\": {member.Schema}"))}}}, "required": [{{string.Join(", ", members.Select((_, index) => $"\"p{index}\""))}}]}""",
        members.Select((member, index) => (Name: $"p{index}", member.Value)).ToDictionary(member => member.Name, member => member.Value));

    private static (string Schema, object? Value) List((string Schema, object? Value) item, int count)
        => ($$"""{"type": "array", "items": {{item.Schema}}}""", Enumerable.Repeat(item.Value, count).ToArray());
}
