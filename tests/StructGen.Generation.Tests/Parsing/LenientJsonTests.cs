using System.Text.Json;
using StructGen.Generation.Parsing;

namespace StructGen.Generation.Tests.Parsing;

public sealed class LenientJsonTests
{
    public static TheoryData<string, string, string> Broken => new()
    {
        // what the model wrote, the data, a repair that must be recorded ("" where the text is plain JSON)
        { """{"a": 1}""", """{"a": 1}""", "" },
        { " \n{\"a\": [1, 2.50, \"x\"]}\n ", """{"a": [1, 2.50, "x"]}""", "" },
        { "```json\n{\"a\": 1}\n```", """{"a": 1}""", "code-fence" },
        { "```\n{\"a\": 1}\n```", """{"a": 1}""", "code-fence" },
        { "```json\n{\"a\": 1}", """{"a": 1}""", "code-fence" },
        { "Sure!\n```json\n{\"a\": 1}\n```\nDone.", """{"a": 1}""", "code-fence" },
        { "```{\"a\": 1}```", """{"a": 1}""", "code-fence" },
        { "Here it is: {\"a\": 1}. Anything else?", """{"a": 1}""", "surrounding-text" },
        { "The set {a} is not it: {\"a\": 1}", """{"a": 1}""", "surrounding-text" },
        { "<json>{\"a\": 1}</json>", """{"a": 1}""", "tags" },
        { "<JSON>\n{\"a\": 1}", """{"a": 1}""", "tags" },
        { "{\"a\": 1,}", """{"a": 1}""", "trailing-comma" },
        { "[1, 2, 3,]", "[1, 2, 3]", "trailing-comma" },
        { "{\"a\": [1, 2,], }", """{"a": [1, 2]}""", "trailing-comma" },
        { "{a: 1, b_c: 2}", """{"a": 1, "b_c": 2}""", "unquoted-key" },
        { "{'a': 'x'}", """{"a": "x"}""", "single-quotes" },
        { "{'a': 'it\\'s'}", """{"a": "it's"}""", "single-quotes" },
        { "{'a': 'it's me', 'b': 1}", """{"a": "it's me", "b": 1}""", "inner-quotes" },
        { "{\"a\": hello world, \"b\": 2}", """{"a": "hello world", "b": 2}""", "unquoted-value" },
        { "{\"a\": hello}", """{"a": "hello"}""", "unquoted-value" },
        { "[red, green, blue]", """["red", "green", "blue"]""", "unquoted-value" },
        { "{\"a\": \"\"\"two\nlines\"\"\"}", """{"a": "two\nlines"}""", "triple-quotes" },
        { "{'a': '''x'''}", """{"a": "x"}""", "triple-quotes" },
        { "{\"a\": `x`}", """{"a": "x"}""", "backticks" },
        { "{\u201Ca\u201D: \u201Cx\u201D}", """{"a": "x"}""", "smart-quotes" },
        { "{\u2018a\u2019: \u2018x\u2019}", """{"a": "x"}""", "smart-quotes" },
        { "{\"a\": 1} // done", """{"a": 1}""", "surrounding-text" },
        { "{\"a\": 1, // one\n \"b\": 2}", """{"a": 1, "b": 2}""", "comment" },
        { "{\"a\": 1, # one\n \"b\": 2}", """{"a": 1, "b": 2}""", "comment" },
        { "{/* x */\"a\": 1 /* y */}", """{"a": 1}""", "comment" },
        { "{\"a\": True, \"b\": False, \"c\": None}", """{"a": true, "b": false, "c": null}""", "literal" },
        { "{\"a\": undefined}", """{"a": null}""", "literal" },
        { "{\"a\": NaN, \"b\": -Infinity}", """{"a": null, "b": null}""", "not-a-number" },
        { "{\"a\": \"one\ntwo\"}", """{"a": "one\ntwo"}""", "raw-control" },
        { "{\"a\": \"x\ty\"}", """{"a": "x\ty"}""", "raw-control" },
        { "{\"a\": \"C:\\path\"}", """{"a": "C:\\path"}""", "escape" },
        { "{\"a\": \"\\d+\"}", """{"a": "\\d+"}""", "escape" },
        { "{\"a\": \"\\x41\"}", """{"a": "A"}""", "escape" },
        { "{\"a\": \"he said \"hi\" to me\", \"b\": 1}", """{"a": "he said \"hi\" to me", "b": 1}""", "inner-quotes" },
        { "{\"a\": \"x, \"y\", z\", \"b\": 1}", """{"a": "x, \"y\", z", "b": 1}""", "inner-quotes" },
        { "{\"a\": \"\"x\"\", \"b\": 1}", """{"a": "x", "b": 1}""", "doubled-quotes" },
        { "{\"a\": 1 \"b\": 2}", """{"a": 1, "b": 2}""", "missing-comma" },
        { "{\"a\": \"x\"\n\"b\": 2}", """{"a": "x", "b": 2}""", "missing-comma" },
        { "[\"a\" \"b\"]", """["a", "b"]""", "missing-comma" },
        { "[{\"a\": 1}\n{\"a\": 2}]", """[{"a": 1}, {"a": 2}]""", "missing-comma" },
        { "{\"a\": 1,, \"b\": 2}", """{"a": 1, "b": 2}""", "stray" },
        { "{\"a\" 1}", """{"a": 1}""", "missing-colon" },
        { "{\"a\" = 1}", """{"a": 1}""", "missing-colon" },
        { "{\"a\" => 1}", """{"a": 1}""", "missing-colon" },
        { "{\"a\": , \"b\": 2}", """{"a": null, "b": 2}""", "missing-value" },
        { "{\"a\": [1, 2}", """{"a": [1, 2]}""", "missing-closer" },
        { "[{\"a\": 1, {\"a\": 2}]", """[{"a": 1}, {"a": 2}]""", "*" },
        { "{\"a\": [1, 2", """{"a": [1, 2]}""", "truncated" },
        { "{\"a\": \"hel", """{"a": "hel"}""", "truncated" },
        { "{\"a\": 1, \"b", """{"a": 1}""", "truncated" },
        { "{\"a\": 1, \"b\":", """{"a": 1}""", "truncated" },
        { "{\"a\": 1, \"b\": tr", """{"a": 1}""", "truncated" },
        { "{\"a\": {\"b\": [{\"c\": 1", """{"a": {"b": [{"c": 1}]}}""", "truncated" },
        { "{\"a\": +1, \"b\": .5, \"c\": 5.}", """{"a": 1, "b": 0.5, "c": 5}""", "number" },
        { "{\"a\": 0x1F, \"b\": 1_000}", """{"a": 31, "b": 1000}""", "number" },
        { "{\"a\": 1, \"a\": 2}", """{"a": 2}""", "duplicate-key" },
        { "[1, 2, ...]", "[1, 2]", "ellipsis" },
        { "\uFEFF{\"a\": 1}", """{"a": 1}""", "*" },
        { "{\u00A0\"a\": 1}", """{"a": 1}""", "white-space" },
        { "<think>maybe {\"a\": 9}?</think>{\"a\": 1}", """{"a": 1}""", "thinking" },
        { "so {\"a\": 9}...</think>\n{\"a\": 1}", """{"a": 1}""", "thinking" },
        { "<thinking>x</thinking>\n```json\n{\"a\": 1}\n```", """{"a": 1}""", "thinking" },
        { "\"a\": 1, \"b\": 2", """{"a": 1, "b": 2}""", "missing-braces" },
        { "a: 1\nb: two", """{"a": 1, "b": "two"}""", "missing-braces" },
        { "{\"a\": 123456789012345678901234567890.123456789, }", """{"a": 123456789012345678901234567890.123456789}""", "trailing-comma" },
        { "{\"a\": \"\\ud83d\"}", "{\"a\": \"\uFFFD\"}", "surrogate" },
        { "{\"a\": \"\\ud83d\\ude00\"}", "{\"a\": \"😀\"}", "*" },
        { "{\"a\": http://x.org/?q=1#z}", """{"a": "http://x.org/?q=1#z"}""", "unquoted-value" },
        { "{\"a\": 1; \"b\": 2}", """{"a": 1, "b": 2}""", "stray" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Parse_BrokenJson_IsMendedAndRecorded(string raw, string data, string repair)
    {
        var parsed = AnswerParser.Parse(raw, AnswerFormat.Json, null);
        Assert.Empty(parsed.Errors);
        Assert.Equal(Compact(JsonElement.Parse(data)), Compact(parsed.Data!.Value));
        if (repair.Length == 0)
            Assert.Empty(parsed.Repairs);
        else if (repair != "*")
            Assert.Contains(repair, parsed.Repairs.Select(made => made.Kind));
        Assert.All(parsed.Repairs, made => Assert.InRange(made.Offset, 0, raw.Length));
        Assert.Equal(repair == "truncated", parsed.Truncated);
    }

    [Fact]
    public void Broken_HasSixtyCases() => Assert.True(Broken.Count >= 60);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("I cannot do that.")]
    [InlineData("<think>hm, {\"a\": 1}")]
    public void Parse_NoJson_IsAnError(string raw)
    {
        var parsed = AnswerParser.Parse(raw, AnswerFormat.Json, null);
        Assert.Null(parsed.Data);
        Assert.NotEmpty(parsed.Errors);
    }

    [Fact]
    public void Parse_BigNumbers_KeepEveryDigit()
    {
        const string digits = "12345678901234567890123456789012345678901234567890.000000000000000000000000000010";
        Assert.Equal(digits, AnswerParser.Parse($$"""{"a": {{digits}}}""", AnswerFormat.Json, null).Data!.Value.GetProperty("a").GetRawText());
        Assert.Equal(digits, AnswerParser.Parse($$"""{a: {{digits}}}""", AnswerFormat.Json, null).Data!.Value.GetProperty("a").GetRawText());
    }

    private static string Compact(JsonElement value) => JsonSerializer.Serialize(value);
}
