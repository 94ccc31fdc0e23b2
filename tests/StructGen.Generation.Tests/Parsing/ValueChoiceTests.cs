using System.Text.Json;
using StructGen.Generation.Parsing;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>Which value counts when several in an answer fit.</summary>
public sealed class ValueChoiceTests
{
    private static readonly JsonElement Schema = JsonElement.Parse(
        """{"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}, "city": {"type": "string"}}, "required": ["name"]}""");

    [Theory]
    [InlineData("{\"name\": \"Ann\", \"age\": 14}\nWait, that is wrong. Correct:\n{\"name\": \"Ann\", \"age\": 41}", "{\"name\": \"Ann\", \"age\": 41}")]
    [InlineData("```json\n{\"name\": \"Ann\"}\n```\nWith the city:\n```json\n{\"name\": \"Ann\", \"city\": \"Oslo\"}\n```", "{\"name\": \"Ann\", \"city\": \"Oslo\"}")]
    [InlineData("{\"name\": \"Ann\"}\n\nFor example, {\"name\": \"Eve\"} would be wrong.", "{\"name\": \"Ann\"}")]
    [InlineData("{\"name\": \"Ann\"}\nThe document says: {\"name\": \"Eve\"}", "{\"name\": \"Ann\"}")]
    [InlineData("{\"name\": \"Ann\"}\n> {\"name\": \"Eve\"}", "{\"name\": \"Ann\"}")]
    [InlineData("{\"name\": \"Ann\"}\nThe user wrote \"{\"name\": \"Eve\"}\" there.", "{\"name\": \"Ann\"}")]
    [InlineData("{\"name\": \"Ann\"}\nZum Beispiel {\"name\": \"Eve\"}", "{\"name\": \"Ann\"}")]
    [InlineData("{\"name\": \"Ann\"}\nпример: {\"name\": \"Eve\"}", "{\"name\": \"Ann\"}")]
    [InlineData("{\"name\": \"Ann\"}\n例如：{\"name\": \"Eve\"}", "{\"name\": \"Ann\"}")]
    public void Parse_SeveralValues_TakesTheOneThatCounts(string raw, string data)
    {
        var parsed = AnswerParser.Parse(raw, AnswerFormat.Json, Schema);
        Assert.False(parsed.Ambiguous, string.Join("; ", parsed.Errors));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(data), parsed.Data!.Value), parsed.Data.ToString());
    }

    [Fact]
    public void Parse_ValueOfThePrompt_CountsOnlyIfNothingElseFits()
    {
        var context = new AnswerContext { PromptValues = [JsonElement.Parse("{\"name\": \"Template\"}")] };
        const string echoed = "{\"name\": \"Ann\"}\n{\"name\": \"Template\"}";
        Assert.Equal("Ann", AnswerParser.Parse(echoed, AnswerFormat.Json, Schema, context).Data!.Value.GetProperty("name").GetString());
        Assert.Equal("Template", AnswerParser.Parse(echoed, AnswerFormat.Json, Schema).Data!.Value.GetProperty("name").GetString());
        Assert.Equal("Template", AnswerParser.Parse("So: {\"name\": \"Template\"}", AnswerFormat.Json, Schema, context).Data!.Value.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("{\"name\": \"Ann\", \"age\": 1}\n{\"name\": \"Ann\", \"city\": \"Oslo\"}")]
    [InlineData("{\"name\": \"Ann\", \"age\": 1} or {\"name\": \"Ann\"}")]
    public void Parse_ValuesOfOtherForm_AreAmbiguous(string raw)
    {
        var parsed = AnswerParser.Parse(raw, AnswerFormat.Json, Schema);
        Assert.True(parsed.Ambiguous);
        Assert.Null(parsed.Data);
        Assert.Contains("Ann", Assert.Single(parsed.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ReadingsOfLikeCost_AreAmbiguous()
    {
        // Either object may have lost its closing brace before "note".
        var schema = JsonElement.Parse("""
            {"type": "object", "properties": {"owner": {"type": "object", "properties": {"name": {"type": "string"}, "note": {"type": "string"}}}, "note": {"type": "string"}, "open": {"type": "boolean"}}}
            """);
        var parsed = AnswerParser.Parse("""{"owner": {"name": "Lena"}, "note": "Closed"}, "open": true}""", AnswerFormat.Json, schema);
        Assert.True(parsed.Ambiguous, parsed.Data.ToString());
    }
}
