using System.Text.Json;
using StructGen.Generation.Parsing;

namespace StructGen.Generation.Tests.Parsing;

public sealed class CoercionTests
{
    private const string Person = """
        {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}, "height": {"type": "number"}, "ok": {"type": "boolean"},
         "born": {"type": ["string", "null"]}, "role": {"enum": ["buyer", "seller", "re-seller"]}, "tags": {"type": "array", "items": {"type": "string"}},
         "none": {"type": ["integer", "null"]}}, "required": ["name"], "additionalProperties": false}
        """;

    [Theory]
    [InlineData("""{"name": "x", "age": "42"}""", """{"name": "x", "age": 42}""", "text-to-number")]
    [InlineData("""{"name": "x", "height": "1,234.50"}""", """{"name": "x", "height": 1234.50}""", "text-to-number")]
    [InlineData("""{"name": "x", "height": "1.234,5 €"}""", """{"name": "x", "height": 1234.5}""", "text-to-number")]
    [InlineData("""{"name": "x", "height": "$1,234"}""", """{"name": "x", "height": 1234}""", "text-to-number")]
    [InlineData("""{"name": "x", "height": "EUR 12.5"}""", """{"name": "x", "height": 12.5}""", "text-to-number")]
    [InlineData("""{"name": "x", "height": "1/5"}""", """{"name": "x", "height": 0.2}""", "text-to-number")]
    [InlineData("""{"name": "x", "height": "1 1/2"}""", """{"name": "x", "height": 1.5}""", "text-to-number")]
    [InlineData("""{"name": "x", "height": "12 %"}""", """{"name": "x", "height": 12}""", "text-to-number")]
    [InlineData("""{"name": "x", "height": "1 234 567,8"}""", """{"name": "x", "height": 1234567.8}""", "text-to-number")]
    [InlineData("""{"name": "x", "height": "12,"}""", """{"name": "x", "height": 12}""", "text-to-number")]
    [InlineData("""{"name": "x", "age": 3.7}""", """{"name": "x", "age": 4}""", "number-to-integer")]
    [InlineData("""{"name": "x", "age": 3.0}""", """{"name": "x", "age": 3.0}""", "")]
    [InlineData("""{"name": "x", "ok": "yes"}""", """{"name": "x", "ok": true}""", "text-to-boolean")]
    [InlineData("""{"name": "x", "ok": "False"}""", """{"name": "x", "ok": false}""", "text-to-boolean")]
    [InlineData("""{"name": "x", "ok": 1}""", """{"name": "x", "ok": true}""", "number-to-boolean")]
    [InlineData("""{"name": "x", "none": "null"}""", """{"name": "x", "none": null}""", "text-to-null")]
    [InlineData("""{"name": "x", "none": "n/a"}""", """{"name": "x", "none": null}""", "text-to-null")]
    [InlineData("""{"name": "x", "age": null}""", """{"name": "x"}""", "null-dropped")]
    [InlineData("""{"name": 42}""", """{"name": "42"}""", "scalar-to-text")]
    [InlineData("""{"name": "x", "tags": "one"}""", """{"name": "x", "tags": ["one"]}""", "single-to-list")]
    [InlineData("""{"name": ["x"]}""", """{"name": "x"}""", "list-to-single")]
    [InlineData("""{"name": "x", "role": "Buyer"}""", """{"name": "x", "role": "buyer"}""", "enum-case")]
    [InlineData("""{"name": "x", "role": "buyer."}""", """{"name": "x", "role": "buyer"}""", "enum-punctuation")]
    [InlineData("""{"name": "x", "role": "he is the seller here"}""", """{"name": "x", "role": "seller"}""", "enum-within")]
    [InlineData("""{"name": "x", "role": "a re-seller"}""", """{"name": "x", "role": "re-seller"}""", "enum-within")]
    [InlineData("""{"name": "x", "extra": 1}""", """{"name": "x"}""", "extra-key")]
    [InlineData("""{"Name": "x"}""", """{"name": "x"}""", "key-spelling")]
    [InlineData("""{"person": {"name": "x"}}""", """{"name": "x"}""", "wrapper")]
    [InlineData("""[{"name": "x"}]""", """{"name": "x"}""", "list-to-single")]
    [InlineData("""{"name": "x", "tags": ["a", {"b": 1}, "c"]}""", """{"name": "x", "tags": ["a", "c"]}""", "bad-item")]
    [InlineData("\"{\\\"name\\\": \\\"x\\\"}\"", """{"name": "x"}""", "text-to-json")]
    [InlineData("example {\"name\": 1, \"q\": 2} answer {\"name\": \"x\"}", """{"name": "x"}""", "surrounding-text")]
    [InlineData("{\"city\": \"Riga\"} and {\"name\": \"x\"}", """{"name": "x"}""", "surrounding-text")]
    public void Parse_WithSchema_BendsTypes(string raw, string data, string repair)
    {
        var parsed = AnswerParser.Parse(raw, AnswerFormat.Json, JsonElement.Parse(Person));
        Assert.Empty(parsed.Errors);
        Assert.Equal(JsonSerializer.Serialize(JsonElement.Parse(data)), JsonSerializer.Serialize(parsed.Data!.Value));
        if (repair.Length > 0)
            Assert.Contains(repair, parsed.Repairs.Select(made => made.Kind));
        else
            Assert.Empty(parsed.Repairs);
    }

    [Theory]
    [InlineData("""{"type": "array", "items": {"type": "integer"}}""", "5", "[5]")]
    [InlineData("""{"type": "array", "items": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}}""", "{\"a\": 1}\n{\"a\": 2}", """[{"a": 1}, {"a": 2}]""")]
    [InlineData("""{"type": "array", "items": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}}""", "```json\n{\"a\": 1}\n```\nand\n```json\n{\"a\": 2}\n```", """[{"a": 1}, {"a": 2}]""")]
    [InlineData("""{"enum": ["yes", "no"]}""", "yes", "\"yes\"")]
    [InlineData("""{"enum": ["yes", "no"]}""", "Yes.", "\"yes\"")]
    [InlineData("""{"type": "integer"}""", " 42 ", "42")]
    [InlineData("""{"type": "string"}""", "just words", "\"just words\"")]
    [InlineData("""{"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}}}""", """["a", "b"]""", """{"tags": ["a", "b"]}""")]
    [InlineData("""{"anyOf": [{"type": "integer"}, {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}]}""", """{"a": "1"}""", """{"a": 1}""")]
    [InlineData("""{"anyOf": [{"type": "string"}, {"type": "null"}]}""", "null", "null")]
    [InlineData("""{"$ref": "#/$defs/N", "$defs": {"N": {"type": "object", "properties": {"v": {"type": "integer"}, "n": {"$ref": "#/$defs/N"}}}}}""", """{"v": "1", "n": {"v": "2"}}""", """{"v": 1, "n": {"v": 2}}""")]
    public void Parse_OtherRoots_FindTheirForm(string schema, string raw, string data)
    {
        var parsed = AnswerParser.Parse(raw, AnswerFormat.Json, JsonElement.Parse(schema));
        Assert.Empty(parsed.Errors);
        Assert.Equal(JsonSerializer.Serialize(JsonElement.Parse(data)), JsonSerializer.Serialize(parsed.Data!.Value));
    }

    [Fact]
    public void Parse_EnumTie_IsAnError()
    {
        var parsed = AnswerParser.Parse("""{"name": "x", "role": "buyer or seller"}""", AnswerFormat.Json, JsonElement.Parse(Person));
        Assert.Single(parsed.Errors);
        Assert.Contains("buyer", parsed.Errors[0]);
    }

    [Fact]
    public void Coerce_FittingData_IsUntouched()
    {
        var data = JsonElement.Parse("""{"name": "x", "age": 1, "tags": []}""");
        var parsed = AnswerParser.Coerce(data, JsonElement.Parse(Person));
        Assert.Empty(parsed.Repairs);
        Assert.Equal(data.GetRawText(), parsed.Data!.Value.GetRawText());
    }
}
