using System.Text.Json;

namespace StructGen.Constraints.Tests.Limits;

/// <summary>However much is wrong, what is said of it is short.</summary>
public sealed class ErrorBoundTests
{
    private const int MostCharacters = 200_000;

    private static string Members(int count, string value, string prefix = "m") => "{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{prefix}{i}\":{value}")) + "}";

    [Theory]
    [InlineData("""{"additionalProperties": false, "properties": {"a": true}}""")]
    [InlineData("""{"unevaluatedProperties": false}""")]
    [InlineData("""{"additionalProperties": {"type": "string"}}""")]
    [InlineData("""{"patternProperties": {"m": false}}""")]
    [InlineData("""{"propertyNames": {"maxLength": 1}}""")]
    [InlineData("""{"anyOf": [{"additionalProperties": false}, {"additionalProperties": {"const": 2}}]}""")]
    public void Validate_ManyViolations_ListsAHundredAndTheirNumber(string schema)
    {
        const int members = 50_000;
        var report = SchemaValidator.Create(JsonElement.Parse(schema)).Validate(JsonElement.Parse(Members(members, "1")));
        Assert.Equal(ValidationReport.MostErrors + 1, report.Errors.Count);
        Assert.Matches(@"And 4\d{4} more|And 50000 more|And 49\d{3} more", report.Errors[^1].Message);
        Assert.True(report.Errors.Sum(error => error.Message.Length + error.Pointer.Length + error.SchemaPointer.Length) < MostCharacters);
    }

    [Fact]
    public void Validate_NamesOfAMegabyte_AreShortened()
    {
        var name = new string('n', 1_000_000);
        var report = SchemaValidator.Create(JsonElement.Parse("""{"additionalProperties": {"items": {"type": "string"}}}""")).Validate(JsonElement.Parse($"{{\"{name}\": [{string.Join(',', Enumerable.Repeat("1", 1_000))}]}}"));
        Assert.True(report.Errors.Sum(error => error.Message.Length + error.Pointer.Length + error.SchemaPointer.Length) < MostCharacters);
        var missing = SchemaValidator.Create(JsonElement.Parse($"{{\"required\": [\"{name}\"], \"properties\": {{\"{name}\": true}}, \"additionalProperties\": false}}")).Validate(JsonElement.Parse("""{"a": 1}"""));
        Assert.True(missing.Errors.Sum(error => error.Message.Length) < 5_000);
    }

    [Fact]
    public void Read_SchemaWithManyErrors_ListsAHundredAndTheirNumber()
    {
        var schema = JsonElement.Parse($"{{\"properties\": {Members(20_000, "{\"minimum\": \"x\"}")}}}");
        var exception = Assert.Throws<InvalidSchemaException>(() => SchemaValidator.Create(schema));
        Assert.Equal(ConstraintException.MostErrors + 1, exception.Errors.Count);
        Assert.Contains("more errors", exception.Errors[^1].Message, StringComparison.Ordinal);
        Assert.True(exception.Message.Length < 10_000);
    }

    [Fact]
    public void Report_HundredsOfThousandsOfUnknownKeywords_IsBounded()
    {
        var vocabulary = new Vocabulary([[(byte)'a'], []], [1]);
        var report = new ConstraintCompiler(vocabulary).Compile(JsonElement.Parse(Members(300_000, "1"))).Report;
        Assert.Equal(EnforcementReport.MostEntries + 1, report.Entries.Count);
        Assert.Contains("280000 more", report.Entries[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LongNamesAroundManySubschemas_IsALimitAndNoGigabytes()
    {
        var schema = JsonElement.Parse($"{{\"properties\": {{\"{new string('n', 1_000_000)}\": {{\"properties\": {Members(20_000, "{}")}}}}}}}");
        Assert.Throws<ConstraintLimitException>(() => SchemaValidator.Create(schema));
    }
}
