namespace StructGen.Clients.Tests.NodeSdk;

public sealed class NodeSdkTests(NodeChecks checks) : IClassFixture<NodeChecks>
{
    [Theory]
    [InlineData("text")]
    [InlineData("json_object")]
    [InlineData("json_schema strict")]
    [InlineData("json_schema not strict")]
    [InlineData("json_schema without strict")]
    [InlineData("registered schema by name")]
    [InlineData("parse of a schema")]
    [InlineData("parse of a cut answer throws")]
    [InlineData("length")]
    [InlineData("tools auto")]
    [InlineData("tools none")]
    [InlineData("tools required, parallel")]
    [InlineData("tools required, one")]
    [InlineData("tools named")]
    [InlineData("tools allowed")]
    [InlineData("stream to final completion")]
    [InlineData("stream of calls")]
    [InlineData("stream without usage")]
    [InlineData("stream with usage")]
    [InlineData("tool runner")]
    [InlineData("tool runner ends")]
    [InlineData("Vercel steps end")]
    [InlineData("logprobs refused")]
    [InlineData("error before")]
    [InlineData("error inside")]
    [InlineData("models")]
    [InlineData("typed: extract")]
    [InlineData("typed: extract as events")]
    [InlineData("typed: problem")]
    [InlineData("typed: places of a problem")]
    [InlineData("typed: tool calls")]
    [InlineData("typed: chat completion")]
    [InlineData("typed: registry with conditions")]
    [InlineData("typed: report")]
    [InlineData("typed: models")]
    public void Check_Holds(string name)
    {
        Assert.Contains(name, checks.Errors.Keys);
        Assert.Null(checks.Errors[name]);
    }

    [Fact]
    public void EveryCheckOfTheScript_IsATest() => Assert.Equal(35, checks.Errors.Count);
}
