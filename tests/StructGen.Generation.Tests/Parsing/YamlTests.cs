using System.Text.Json;
using StructGen.Generation.Parsing;

namespace StructGen.Generation.Tests.Parsing;

public sealed class YamlTests
{
    [Theory]
    [InlineData("a: no\nb: yes\nc: on", """{"a": "no", "b": "yes", "c": "on"}""")]
    [InlineData("a: 0o17\nb: 0x1F\nc: 1e3\nd: 012\ne: 1_000\nf: 0.10", """{"a": 15, "b": 31, "c": 1e3, "d": 12, "e": "1_000", "f": 0.10}""")]
    [InlineData("a: ~\nb:\nc: null\nd: True", """{"a": null, "b": null, "c": null, "d": true}""")]
    [InlineData("a: '12'\nb: \"true\"", """{"a": "12", "b": "true"}""")]
    [InlineData("a: 2024-03-03\nb: 12:30:45", """{"a": "2024-03-03", "b": "12:30:45"}""")]
    [InlineData("a: |\n  one\n  two\nb: >-\n  x\n  y", """{"a": "one\ntwo\n", "b": "x y"}""")]
    [InlineData("- 1\n- [2, {a: 3}]", """[1, [2, {"a": 3}]]""")]
    [InlineData("a: &x [1]\nb: *x", """{"a": [1], "b": [1]}""")]
    [InlineData("---\na: 1\n...\n", """{"a": 1}""")]
    [InlineData("a: .nan", """{"a": null}""")]
    [InlineData("{\"a\": [1, 2]}", """{"a": [1, 2]}""")]
    public void Read_CoreSchema(string yaml, string json)
        => Assert.Equal(JsonSerializer.Serialize(JsonElement.Parse(json)), JsonSerializer.Serialize(YamlText.Read(yaml)));

    [Theory]
    [InlineData("a: 1\na: 2")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("a: !!python/object:os.system x")]
    [InlineData("a: !!str 1")]
    [InlineData("<<: {a: 1}")]
    [InlineData("? [a]\n: 1")]
    [InlineData("a: *x")]
    [InlineData("a: [1")]
    [InlineData("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]")]
    [InlineData("a: &a [*a]")]
    public void Read_Unsafe_IsRefused(string yaml) => Assert.Throws<FormatException>(() => YamlText.Read(yaml));

    [Theory]
    [InlineData("<yaml>\nname: Anna\nage: 3\n</yaml>")]
    [InlineData("```yaml\nname: Anna\nage: 3\n```")]
    [InlineData("Here you are:\n\nname: Anna\nage: 3\n\nHope that helps.")]
    [InlineData("name: Anna\nage: \"3\"")]
    [InlineData("<think>x: 1</think>name: Anna\nage: 3")]
    [InlineData("{\"name\": \"Anna\", \"age\": 3,}")]
    public void Parse_YamlAnswers(string raw)
    {
        var schema = JsonElement.Parse("""{"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}, "required": ["name", "age"]}""");
        var parsed = AnswerParser.Parse(raw, AnswerFormat.Yaml, schema);
        Assert.Empty(parsed.Errors);
        Assert.Equal("""{"name":"Anna","age":3}""", JsonSerializer.Serialize(parsed.Data!.Value));
    }
}
