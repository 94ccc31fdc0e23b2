using System.Text.Json;
using StructGen.Constraints.Tests.Machine;

namespace StructGen.Constraints.Tests.Schemas;

/// <summary>What is taken although it cannot be meant, or although the specification forbids it, is warned of at its place.</summary>
public class SchemaWarningTests
{
    [Theory]
    [InlineData("""{"type":"object","propertyNames":{"type":"number"}}""", "propertyNames", "no member can exist")]
    [InlineData("""{"type":"object","propertyNames":{"enum":[1,2]}}""", "propertyNames", "no member can exist")]
    [InlineData("""{"type":"object","propertyNames":{"minLength":3,"maxLength":2}}""", "propertyNames", "no member can exist")]
    [InlineData("""{"type":"object","propertyNames":{"pattern":"^a$","const":"b"}}""", "propertyNames", "no member can exist")]
    [InlineData("""{"type":"array","prefixItems":[],"items":{"type":"string"}}""", "prefixItems", "items applies from the first item on")]
    [InlineData("""{"allOf":[]}""", "allOf", "constrains nothing")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","type":"array","items":[]}""", "items", "empty array")]
    [InlineData("""{"anyOf":[{"enum":[]},{"type":"null"}]}""", "enum", "no value satisfies")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","required":[]}""", "required", "draft 4")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","dependencies":{"a":[]}}""", "dependencies", "draft 4")]
    public void Compile_Suspicious_WarnsOnce(string schema, string keyword, string part)
    {
        var constraint = new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(JsonElement.Parse(schema));
        var warned = Assert.Single(constraint.Report.Entries, entry => entry.Warning is not null);
        Assert.Equal(keyword, warned.Keyword);
        Assert.Contains(part, warned.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","propertyNames":false}""")]
    [InlineData("""{"type":"object","propertyNames":{"pattern":"^a"}}""")]
    [InlineData("""{"type":"object","propertyNames":{"format":"hostname","pattern":"^xn--"}}""")]
    [InlineData("""{"type":"object","propertyNames":{"not":{"type":"number"}},"required":[],"dependentRequired":{"a":[]}}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","required":[],"dependencies":{"a":[]}}""")]
    public void Compile_Ordinary_WarnsOfNothing(string schema)
        => Assert.DoesNotContain(new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(JsonElement.Parse(schema)).Report.Entries, entry => entry.Warning is not null);

    [Theory]
    [InlineData("""{"type":"array","prefixItems":[],"items":{"type":"string"}}""", """["a","b"]""", true)]
    [InlineData("""{"type":"array","prefixItems":[],"items":{"type":"string"}}""", """[1]""", false)]
    [InlineData("""{"type":"array","prefixItems":[],"items":false}""", """[]""", true)]
    [InlineData("""{"allOf":[],"type":"null"}""", "null", true)]
    public void EmptyArrays_MeanWhatTheWarningSays(string schema, string instance, bool expected)
    {
        Assert.Equal(expected, SchemaValidator.Create(JsonElement.Parse(schema)).IsValid(JsonElement.Parse(instance)));
        var constraint = MatcherVerdicts.Compile(JsonElement.Parse(schema), ConstraintOptions.Default);
        Assert.Equal(expected, MatcherVerdicts.Accepts(constraint, System.Text.Encoding.UTF8.GetBytes(instance)));
    }

    [Theory]
    [InlineData("""{"anyOf":[]}""")]
    [InlineData("""{"oneOf":[]}""")]
    [InlineData("""{"type":[]}""")]
    public void Compile_EmptyWithoutClearMeaning_IsInvalid(string schema)
        => Assert.Throws<InvalidSchemaException>(() => new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(JsonElement.Parse(schema)));
}
