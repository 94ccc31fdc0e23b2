using System.Text.Json;
using StructGen.Generation.Parsing;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>The tables of kor.md §2.6 and §2.7.</summary>
public sealed class KorTableTests
{
    private static readonly PromptSource Source = PromptSource.FromSpec(JsonElement.Parse("""
        {"id": "r", "description": "", "many": true, "attributes": [
          {"id": "a", "$type": "Text", "description": ""}, {"id": "b", "$type": "Number", "description": ""}]}
        """));

    [Theory]
    [InlineData("", """{"r": []}""", 0)]
    [InlineData("  ", "{}", 1)]
    [InlineData("\n \n", "{}", 1)]
    [InlineData("a|b\n1|2", """{"r": [{"a": "1", "b": "2"}]}""", 0)]
    [InlineData("a|b", """{"r": []}""", 0)]
    [InlineData("a|b\n1", """{"r": [{"a": "1", "b": ""}]}""", 0)]
    [InlineData("a|b\n1|2\n1|2|3", "{}", 1)]
    [InlineData("a|b\n1|2|3", """{"r": [{"a": "2", "b": "3"}]}""", 0)]
    [InlineData("a|b\n1|2|3\n4|5|6", """{"r": [{"a": "2", "b": "3"}, {"a": "5", "b": "6"}]}""", 0)]
    [InlineData("a|b\n1|2|3\n4|5", """{"r": [{"a": "2", "b": "3"}, {"a": "5", "b": ""}]}""", 0)]
    [InlineData("b|a\n1|2", """{"r": [{"b": "1", "a": "2"}]}""", 0)]
    [InlineData("a|b|c\n1|2|3", """{"r": [{"a": "1", "b": "2", "c": "3"}]}""", 0)]
    [InlineData("a|a\n1|2", """{"r": [{"a": "1", "a.1": "2"}]}""", 0)]
    [InlineData("a|a|a\n1|2|3", """{"r": [{"a": "1", "a.1": "2", "a.2": "3"}]}""", 0)]
    [InlineData("a,b\n1,2", """{"r": [{"a,b": "1,2"}]}""", 0)]
    [InlineData("Here is the table:\na|b\n1|2", """{"r": [{"Here is the table:": "b"}, {"Here is the table:": "2"}]}""", 0)]
    [InlineData("```\na|b\n```", """{"r": [{"```": "b"}, {"```": ""}]}""", 0)]
    [InlineData(" a| b\n 1| 2 ", """{"r": [{"a": "1", "b": "2 "}]}""", 0)]
    [InlineData("a |b\n1|2", """{"r": [{"a ": "1", "b": "2"}]}""", 0)]
    [InlineData("a|b\n\"1|2", "{}", 1)]
    [InlineData("a|b\n\n1|2\n\n", """{"r": [{"a": "1", "b": "2"}]}""", 0)]
    [InlineData("a|b\nNA|null", """{"r": [{"a": "NA", "b": "null"}]}""", 0)]
    [InlineData("a|b\n\"x \"\"y\"\"\"|2", """{"r": [{"a": "x \"y\"", "b": "2"}]}""", 0)]
    public void ParseCsv_AsKor(string raw, string data, int errors) => Check(raw, "csv", null, data, errors);

    [Theory]
    [InlineData("a|b\n1|2", """{"r": []}""", 0)]
    [InlineData("noise <csv>a|b\n1|2</csv> noise", """{"r": [{"a": "1", "b": "2"}]}""", 0)]
    [InlineData("<csv></csv>", """{"r": []}""", 0)]
    [InlineData("<CSV>a|b\n1|2</CSV>", """{"r": []}""", 0)]
    public void ParseTaggedCsv_AsKor(string raw, string data, int errors) => Check(raw, "csv", true, data, errors);

    [Theory]
    [InlineData("""<json>{"r": 1}</json>""", """{"r": 1}""", 0)]
    [InlineData("""{"r": 1}""", "{}", 0)]
    [InlineData("<json>\n{\"r\":\n1}\n</json>", """{"r": 1}""", 0)]
    [InlineData("""<json>```json {"r": 1}```</json>""", "{}", 1)]
    [InlineData("""<json>{'r': 1}</json>""", "{}", 1)]
    [InlineData("""<json>{"r": 1,}</json>""", "{}", 1)]
    [InlineData("""<json></json>""", "{}", 1)]
    [InlineData("""<json>{"r": NaN}</json>""", """{"r": null}""", 0)]
    [InlineData("""<json>{"r": -Infinity}</json>""", """{"r": null}""", 0)]
    [InlineData("""<json>{"r": 1, "r": 2}</json>""", """{"r": 2}""", 0)]
    [InlineData("""<json>{"r": "</json>"}</json>""", "{}", 1)]
    [InlineData("""<json>{"x": 1}</json>""", "{}", 1)]
    [InlineData("""<json>{}</json>""", "{}", 0)]
    [InlineData("""<json>[]</json>""", "{}", 0)]
    [InlineData("""<json>5</json>""", "{}", 1)]
    [InlineData("""<json>null</json>""", "{}", 1)]
    [InlineData("""<json>{"r": {"a": 1}, "y": 2}</json>""", """{"r": {"a": 1}, "y": 2}""", 0)]
    public void ParseJson_AsKor(string raw, string data, int errors) => Check(raw, "json", null, data, errors);

    [Theory]
    [InlineData("""{"r": 1}""", """{"r": 1}""", 0)]
    [InlineData("""<json>{"r": 1}</json>""", "{}", 1)]
    [InlineData("", "{}", 1)]
    public void ParseUntaggedJson_AsKor(string raw, string data, int errors) => Check(raw, "json", false, data, errors);

    [Theory]
    [InlineData("<r><a>1</a><b>2</b></r>", """{"r": [{"a": ["1"], "b": ["2"]}]}""", 0)]
    [InlineData("<r>x</r>,<r>y</r>", """{"r": ["x", "y"]}""", 0)]
    [InlineData("<R>x</R>", """{"r": ["x"]}""", 0)]
    [InlineData("noise<r>x</r>", "{}", 0)]
    [InlineData("<r><a>x &lt; y</a></r>", """{"r": [{"a": ["x < y"]}]}""", 0)]
    [InlineData("<r>\n<a>1</a>\n</r>", """{"r": ["\n"]}""", 0)]
    [InlineData("<r>one<a>1</a>two</r>", """{"r": ["two"]}""", 0)]
    [InlineData("</r>", "{}", 1)]
    [InlineData("<r>x</r></r>", "{}", 1)]
    [InlineData("<r>x", "{}", 0)]
    [InlineData("<s>x</s>", "{}", 1)]
    [InlineData("<r/>", """{"r": [{}]}""", 0)]
    [InlineData("<r a=\"1>2\">x</r>", """{"r": ["x"]}""", 0)]
    public void ParseXml_AsKor(string raw, string data, int errors) => Check(raw, "xml", null, data, errors);

    private static void Check(string raw, string encoder, bool? tags, string data, int errors)
    {
        var parsed = AnswerParser.Parse(raw, Source, new PromptOptions { Compat = true, Encoder = encoder, UseTags = tags });
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(data), parsed.Data!.Value), parsed.Data.ToString());
        Assert.Equal(errors, parsed.Errors.Count);
    }
}
