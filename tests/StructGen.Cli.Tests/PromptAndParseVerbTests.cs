using System.Text.Json;

namespace StructGen.Cli.Tests;

public sealed class PromptAndParseVerbTests
{
    [Fact]
    public async Task APromptIsPrintedAsItIs()
    {
        var run = await CommandLineProcess.RunAsync(["prompt", "--schema", "contact", "--text", "Call Jane Roe.", "--layout", "text"]);
        Assert.True(run.Exit == 0, run.Errors);
        Assert.Contains("Call Jane Roe.", run.Output, StringComparison.Ordinal);
        Assert.Contains("name", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerIsReadAndABadOneIsOne()
    {
        const string Good = """<json>{"name": "Jane Roe"}</json>""";
        var run = await CommandLineProcess.RunAsync(["parse", "--schema", "contact"], Good);
        Assert.True(run.Exit == 0, run.Errors);
        Assert.Equal("Jane Roe", JsonElement.Parse(run.Output).GetProperty("validated").GetProperty("name").GetString());
        var bad = await CommandLineProcess.RunAsync(["parse", "--schema", "contact", "--raw", "<json>{\"name\": \"\"}</json>"]);
        Assert.Equal(1, bad.Exit);
        Assert.NotEmpty(JsonElement.Parse(bad.Output).GetProperty("errors").EnumerateArray());
    }
}
