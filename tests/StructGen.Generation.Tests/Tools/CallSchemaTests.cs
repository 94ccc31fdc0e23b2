using StructGen.Constraints;
using StructGen.Generation.Prompting;
using StructGen.Generation.Tests.Pipeline;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Tests.Tools;

public class CallSchemaTests
{
    private static readonly ToolDefinition Weather = new("get_weather", "the weather", PipelineSetup.Json("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""));
    private static readonly ToolDefinition Now = new("now");
    private static readonly ToolDefinition Tree = new("grow", null, PipelineSetup.Json("""{"type":"object","properties":{"root":{"$ref":"#/$defs/node"}},"$defs":{"node":{"type":"object","properties":{"child":{"$ref":"#/$defs/node"},"n":{"type":"integer"}},"required":["n"]}}}"""));
    private static readonly PromptTool Reply = ModelLayout.ReplyTool([]);

    private static bool Takes(string json, int? most = null, bool reply = false)
        => SchemaValidator.Create(CallSchema.Build([Weather, Now, Tree], reply ? Reply : null, most)).IsValid(PipelineSetup.Json(json));

    [Theory]
    [InlineData("""{"name":"get_weather","arguments":{"city":"Oslo"}}""", true)]
    [InlineData("""{"name":"get_weather","arguments":{}}""", false)]
    [InlineData("""{"name":"now","arguments":{}}""", true)]
    [InlineData("""{"name":"now","arguments":{"city":"Oslo"}}""", false)]
    [InlineData("""{"name":"now"}""", false)]
    [InlineData("""{"name":"now","arguments":{},"id":1}""", false)]
    [InlineData("""{"name":"other","arguments":{}}""", false)]
    [InlineData("""{"name":"grow","arguments":{"root":{"n":1,"child":{"n":2}}}}""", true)]
    [InlineData("""{"name":"grow","arguments":{"root":{"n":1,"child":{"n":"2"}}}}""", false)]
    [InlineData("""{"name":"reply","arguments":{"text":"hi"}}""", false)]
    public void Build_OneCall(string call, bool valid) => Assert.Equal(valid, Takes(call));

    [Fact]
    public void Build_WithReply_TakesWords() => Assert.True(Takes("""{"name":"reply","arguments":{"text":"hi"}}""", reply: true));

    [Theory]
    [InlineData("""[{"name":"now","arguments":{}},{"name":"get_weather","arguments":{"city":"Oslo"}}]""", true)]
    [InlineData("""[]""", false)]
    [InlineData("""[{"name":"now","arguments":{}},{"name":"now","arguments":{}},{"name":"now","arguments":{}}]""", false)]
    [InlineData("""[{"name":"reply","arguments":{"text":"hi"}}]""", true)]
    [InlineData("""[{"name":"now","arguments":{}},{"name":"reply","arguments":{"text":"hi"}}]""", false)]
    public void Build_Parallel_IsAnArrayAndWordsStandAlone(string calls, bool valid) => Assert.Equal(valid, Takes(calls, most: 2, reply: true));
}
