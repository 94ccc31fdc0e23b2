using System.Text;
using System.Text.Json;
using StructGen.Generation.Requests;
using StructGen.Generation.Tests.Pipeline;
using StructGen.Generation.Validation;

namespace StructGen.Generation.Tests.Validation;

/// <summary>Schemas that NJsonSchema must never see: each has ended a process, gone to the network, or may run without end.</summary>
public class SecondOpinionTests
{
    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""")]
    [InlineData("""{"properties":{"child":{"$ref":"#"}}}""")]
    [InlineData("""{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}""")]
    [InlineData("""{"definitions":{"node":{"properties":{"next":{"$ref":"#/definitions/node"}}}},"properties":{"head":{"$ref":"#/definitions/node"}}}""")]
    [InlineData("""{"properties":{"a":{"items":{"$ref":"#/properties/a"}}}}""")]
    [InlineData("""{"$defs":{"a":{"$ref":"#/%24defs/a"}}}""")]
    [InlineData("""{"$ref":"http://localhost:1234/integer.json"}""")]
    [InlineData("""{"properties":{"a":{"$ref":"https://json-schema.org/draft/2020-12/schema"}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"other.json#/definitions/x"}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"file:///etc/passwd"}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#anchor"}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#/nowhere"}}}""")]
    [InlineData("""{"enum":[{"$ref":"http://localhost/x"}]}""")]
    [InlineData("""{"properties":{"a":{"$id":"http://localhost/x/","$ref":"#/y"}}}""")]
    [InlineData("""{"$dynamicRef":"#x"}""")]
    [InlineData("""{"$recursiveRef":"#"}""")]
    [InlineData("""{"properties":{"a":{"pattern":"^(a+)+$"}}}""")]
    [InlineData("""{"patternProperties":{"^(a+)+$":{}}}""")]
    [InlineData("true")]
    public void Admits_DangerousSchema_No(string schema)
    {
        Assert.False(SecondOpinionGate.Admits(PipelineSetup.Json(schema)));
        var validator = SecondOpinionValidator.Create(PipelineSetup.Json(schema));
        Assert.False(validator.IsAsked);
        Assert.Equal(SecondOpinion.Skipped, validator.Ask(PipelineSetup.Json("{}"), valid: true));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""")]
    [InlineData("""{"$id":"https://example.com/a.json","$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"}""")]
    [InlineData("""{"definitions":{"x":{"type":"string"}},"properties":{"a":{"$ref":"#/definitions/x"},"b":{"$ref":"#/definitions/x"}}}""")]
    [InlineData("""{"properties":{"id":{"type":"string"},"pattern":{"type":"string"},"$ref":{"type":"string"}}}""")]
    [InlineData("""{"patternProperties":{}}""")]
    public void Admits_HarmlessSchema_Yes(string schema) => Assert.True(SecondOpinionGate.Admits(PipelineSetup.Json(schema)));

    [Fact]
    public void Admits_DeepSchema_No()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"items\":", 60)) + "{}" + new string('}', 60);
        Assert.False(SecondOpinionGate.Admits(PipelineSetup.Json(deep)));
    }

    [Fact]
    public void Admits_DepthThroughReferences_IsCounted()
    {
        // d0 → d1 → … → d40: flat on paper, deep when followed.
        var schema = new StringBuilder("{\"$defs\":{");
        for (var index = 0; index < 40; index++) schema.Append($$$"""{{{(index > 0 ? "," : "")}}}"d{{{index}}}":{"items":{"$ref":"#/$defs/d{{{index + 1}}}"}}""");
        schema.Append(""","d40":{}},"$ref":"#/$defs/d0"}""");
        Assert.False(SecondOpinionGate.Admits(PipelineSetup.Json(schema.ToString())));
    }

    [Fact]
    public void Admits_WideFanOut_TakesLinearTime()
    {
        // Each level refers twice to the next: 2^30 ways, 30 places.
        var schema = new StringBuilder("{\"$defs\":{");
        for (var index = 0; index < 15; index++) schema.Append($$$"""{{{(index > 0 ? "," : "")}}}"d{{{index}}}":{"anyOf":[{"$ref":"#/$defs/d{{{index + 1}}}"},{"$ref":"#/$defs/d{{{index + 1}}}"}]}""");
        schema.Append(""","d15":{}},"properties":{"a":{"$ref":"#/$defs/d0"}}}""");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        SecondOpinionGate.Admits(PipelineSetup.Json(schema.ToString()));
        Assert.True(watch.ElapsedMilliseconds < 2000);
    }

    [Theory]
    [InlineData("""{"age":1}""", true, SecondOpinion.Agrees)]
    [InlineData("""{"age":"x"}""", false, SecondOpinion.Agrees)]
    [InlineData("""{"age":"x"}""", true, SecondOpinion.Differs)]
    [InlineData("""{"age":1}""", false, SecondOpinion.Differs)]
    public void Ask_ComparesVerdicts(string instance, bool valid, SecondOpinion expected)
    {
        var validator = SecondOpinionValidator.Create(PipelineSetup.Json("""{"type":"object","properties":{"age":{"type":"integer"}}}"""));
        Assert.Equal(expected, validator.Ask(PipelineSetup.Json(instance), valid));
    }

    [Fact]
    public void Ask_ExponentialFanOut_IsNotAskedOrEndsSoon()
    {
        var schema = new StringBuilder("{\"definitions\":{");
        for (var index = 0; index < 15; index++) schema.Append($$$"""{{{(index > 0 ? "," : "")}}}"d{{{index}}}":{"anyOf":[{"$ref":"#/definitions/d{{{index + 1}}}"},{"$ref":"#/definitions/d{{{index + 1}}}"}]}""");
        schema.Append(""","d15":{"type":"string"}},"properties":{"a":{"$ref":"#/definitions/d0"}}}""");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        SecondOpinionValidator.Create(PipelineSetup.Json(schema.ToString())).Ask(PipelineSetup.Json("""{"a":1}"""), valid: false);
        Assert.True(watch.ElapsedMilliseconds < 5000, $"{watch.ElapsedMilliseconds} ms");
    }
}
