using System.Text.Json;

namespace StructGen.Constraints.Tests.Validation;

/// <summary>What the errors say: place in the instance, place in the schema, keyword, expected and found.</summary>
public sealed class ValidationReportTests
{
    [Theory]
    [InlineData("""{"type": "string"}""", "12", "", "/type", "type", "Expected a string; found the number 12.")]
    [InlineData("""{"type": ["object", "null"]}""", "[1]", "", "/type", "type", "Expected an object or null; found an array of 1 item.")]
    [InlineData("""{"enum": ["a", "b"]}""", "\"c\"", "", "/enum", "enum", "Expected one of \"a\", \"b\"; found \"c\".")]
    [InlineData("""{"enum": ["magenta", "cyan"]}""", "\"Magneta\"", "", "/enum", "enum", "Expected one of \"magenta\", \"cyan\"; found \"Magneta\". Did you mean \"magenta\"?")]
    [InlineData("""{"const": 1.0}""", "2", "", "/const", "const", "Expected 1.0; found 2.")]
    [InlineData("""{"properties": {"a/b": {"items": {"minimum": 5}}}}""", """{"a/b": [6, 3]}""", "/a~1b/1", "/properties/a~1b/items/minimum", "minimum", "Expected a number of at least 5; found 3.")]
    [InlineData("""{"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 5, "exclusiveMinimum": true}""", "5", "", "/exclusiveMinimum", "exclusiveMinimum", "Expected a number greater than 5; found 5.")]
    [InlineData("""{"maxLength": 2}""", "\"🐲🐲🐲\"", "", "/maxLength", "maxLength", "Expected at most 2 characters; found 3: \"🐲🐲🐲\".")]
    [InlineData("""{"pattern": "^\\d+$"}""", "\"x\"", "", "/pattern", "pattern", "Expected text that matches the pattern ^\\d+$; found \"x\".")]
    [InlineData("""{"required": ["a"]}""", "{}", "", "/required", "required", "The required property \"a\" is missing.")]
    [InlineData("""{"properties": {"a": true}, "additionalProperties": false}""", """{"b": 1}""", "/b", "/additionalProperties", "additionalProperties", "The property \"b\" is not allowed. Allowed are \"a\".")]
    [InlineData("""{"properties": {"colour": true}, "additionalProperties": false}""", """{"color": 1}""", "/color", "/additionalProperties", "additionalProperties", "The property \"color\" is not allowed. Allowed are \"colour\". Did you mean \"colour\"?")]
    [InlineData("""{"properties": {"a": false}}""", """{"a": 1}""", "/a", "/properties/a", "properties", "The property \"a\" must not be present.")]
    [InlineData("""{"items": [true], "additionalItems": false}""", "[1, 2]", "", "/additionalItems", "additionalItems", "Expected at most 1 item; found 2.")]
    [InlineData("""{"uniqueItems": true}""", "[1, {\"a\": 1, \"b\": 2}, {\"b\": 2.0, \"a\": 1}]", "", "/uniqueItems", "uniqueItems", "Expected all items to differ; items 1 and 2 are equal: an object with \"a\", \"b\".")]
    [InlineData("""{"dependencies": {"a": ["b"]}}""", """{"a": 1}""", "", "/dependencies", "dependencies", "The property \"b\" is missing; it is required where \"a\" is present.")]
    [InlineData("""{"propertyNames": {"maxLength": 1}}""", """{"ab": 1}""", "", "/propertyNames", "propertyNames", "The property name \"ab\" is not allowed. Expected at most 1 character; found 2: \"ab\".")]
    [InlineData("""{"contains": {"type": "null"}, "minContains": 2}""", "[null, 1]", "", "/minContains", "minContains", "Expected at least 2 items that match null; found 1.")]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": {"multipleOf": 0.1}}}""", "0.25", "", "/$defs/a/multipleOf", "multipleOf", "Expected a multiple of 0.1; found 0.25.")]
    [InlineData("""{"anyOf": [{"type": "string"}, {"type": "integer"}]}""", "1.5", "", "/anyOf", "anyOf", "Expected a string or an integer; found the number 1.5.")]
    [InlineData("""{"oneOf": [{"const": "a"}, {"enum": ["b", "c"]}]}""", "\"d\"", "", "/oneOf", "oneOf", "Expected one of \"a\", \"b\", \"c\"; found the string \"d\".")]
    [InlineData("""{"oneOf": [{"type": "integer"}, {"minimum": 2}]}""", "3", "", "/oneOf", "oneOf", "Expected to match exactly one of 2 alternatives, but matches 2 of them (an integer, the schema #/oneOf/1). Change the value so that only one applies.")]
    [InlineData("""{"not": {"required": ["a"]}}""", """{"a": 1}""", "", "/not", "not", "Expected a value that does not match an object with \"a\"; found an object with \"a\".")]
    [InlineData("""{"if": {"minimum": 5}, "then": {"multipleOf": 2}}""", "7", "", "/then/multipleOf", "multipleOf", "Expected a multiple of 2; found 7.")]
    [InlineData("""{"properties": {"a": true}, "unevaluatedProperties": false}""", """{"a": 1, "b": 2}""", "/b", "/unevaluatedProperties", "unevaluatedProperties", "The property \"b\" is not allowed: no part of the schema that applies here covers it.")]
    public void Validate_OneViolation_SaysPlaceKeywordExpectedAndFound(string schema, string instance, string pointer, string schemaPointer, string keyword, string message)
        => Assert.Equal(new ValidationError(pointer, schemaPointer, keyword, message), Assert.Single(Validate(schema, instance)));

    [Fact]
    public void Validate_SeveralViolations_AllReportedInDocumentOrder()
    {
        var errors = Validate(
            """{"type": "object", "required": ["a", "b"], "properties": {"c": {"type": "string", "minLength": 2}, "d": {"items": {"type": "null"}}}}""",
            """{"c": "", "d": [1, null, 2]}""");
        Assert.Equal(["", "", "/c", "/d/0", "/d/2"], errors.Select(error => error.Pointer));
    }

    [Fact]
    public void Validate_FailedAlternatives_ExplainsTheOneThatWasMeant()
    {
        var errors = Validate(
            """
            {"oneOf": [
              {"properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}}, "required": ["kind", "radius"]},
              {"properties": {"kind": {"const": "square"}, "side": {"type": "number"}}, "required": ["kind", "side"]},
              {"properties": {"kind": {"const": "point"}}, "required": ["kind"], "additionalProperties": false}]}
            """,
            """{"kind": "square", "side": "4"}""");
        Assert.Equal([("", "oneOf"), ("/side", "type")], errors.Select(error => (error.Pointer, error.Keyword)));
        Assert.Contains("#/oneOf/1", errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SameViolationByManyWays_ReportedOnce()
        => Assert.Single(Validate("""{"allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}], "$ref": "#/$defs/a", "$defs": {"a": {"minimum": 3}}}""", "1"));

    [Fact]
    public void Validate_FailedBranch_DoesNotBlameEveryPropertyAsUnevaluated()
    {
        var errors = Validate("""{"allOf": [{"properties": {"a": {"type": "string"}, "b": true}}], "unevaluatedProperties": false}""", """{"a": 1, "b": 2}""");
        Assert.Equal("/a", Assert.Single(errors).Pointer);
    }

    [Fact]
    public void Validate_RegisteredDocument_SchemaPointerNamesIt()
    {
        var options = new SchemaValidatorOptions { RegisteredDocuments = new Dictionary<string, JsonElement> { ["https://example.com/a"] = JsonElement.Parse("""{"$defs": {"b": {"type": "null"}}}""") } };
        var validator = SchemaValidator.Create(JsonElement.Parse("""{"$ref": "https://example.com/a#/$defs/b"}"""), options);
        Assert.Equal("https://example.com/a#/$defs/b/type", Assert.Single(validator.Validate(JsonElement.Parse("1")).Errors).SchemaPointer);
    }

    private static IReadOnlyList<ValidationError> Validate(string schema, string instance)
    {
        var validator = SchemaValidator.Create(JsonElement.Parse(schema));
        var report = validator.Validate(JsonElement.Parse(instance));
        Assert.Equal(report.IsValid, validator.IsValid(JsonElement.Parse(instance)));
        return report.Errors;
    }
}
