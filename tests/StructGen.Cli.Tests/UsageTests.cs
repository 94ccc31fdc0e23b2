namespace StructGen.Cli.Tests;

public sealed class UsageTests
{
    private static readonly string[] Verbs = ["extract", "tool", "prompt", "parse", "check", "models", "serve", "health"];

    [Fact]
    public async Task HelpListsEveryVerbWithAnExampleAndTheExitCodes()
    {
        var run = await CommandLineProcess.RunAsync(["--help"]);
        Assert.Equal(0, run.Exit);
        Assert.All(Verbs, verb => Assert.Contains($"  {verb}", run.Output, StringComparison.Ordinal));
        Assert.Contains("130 interrupted", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("extract")]
    [InlineData("tool")]
    [InlineData("prompt")]
    [InlineData("parse")]
    [InlineData("check")]
    [InlineData("models")]
    [InlineData("serve")]
    [InlineData("health")]
    public async Task HelpOfAVerbTeachesWithAnExample(string verb)
    {
        var run = await CommandLineProcess.RunAsync([verb, "--help"]);
        Assert.Equal(0, run.Exit);
        Assert.Contains($"  structgen {verb}", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Errors);
    }

    [Theory]
    [InlineData("extrat", "did you mean 'extract'?")]
    [InlineData("extract --shema x --text y", "did you mean '--schema'?")]
    [InlineData("extract --text x", "--schema")]
    [InlineData("extract --schema contact --text x --file y", "one way only")]
    [InlineData("extract --schema nowhere.json --text x", "nowhere.json")]
    [InlineData("extract --schema nobody --text x", "unknown-schema")]
    [InlineData("extract --schema nobody --text x", "There are: contact, event, ")]
    [InlineData("extract --schema contct --text x", "Did you mean 'contact'?")]
    [InlineData("extract --schema contact@9 --text x", "'contact' alone is the newest")]
    [InlineData("prompt --schema contct --text x", "Did you mean 'contact'?")]
    [InlineData("parse --schema contct --raw x", "Did you mean 'contact'?")]
    [InlineData("check contct", "Did you mean 'contact'?")]
    [InlineData("tool --tools get_wether --input x", "Did you mean 'get_weather'?")]
    [InlineData("extract --schema {\"type\":} --text x", "The JSON of --schema is not JSON")]
    [InlineData("extract --schema contact --text x --mode grammer", "did you mean 'grammar'?")]
    [InlineData("extract --schema contact --text x --max-tokens 2 --mode grammar", "set --max-tokens to ")]
    [InlineData("extract --schema contact --text x --max-tokens 0", "--max-tokens: 0 is not between 1 and ")]
    [InlineData("extract --schema contact --text x --timeout -1", "--timeout: -1 is not above 0")]
    [InlineData("extract --schema contact --file models/structgen-extract-135m.gguf", "a GGUF model")]
    [InlineData("extract --schema contact --file nowhere.txt", "nowhere.txt")]
    [InlineData("extract --schema contact --folder nowhere", "nowhere")]
    [InlineData("extract --schema contact --text x --mode magic", "magic")]
    [InlineData("extract --schema contact --text x --encoder toml", "toml")]
    [InlineData("extract --schema README.md --text x", "README.md")]
    [InlineData("tool --input x", "--tools")]
    [InlineData("tool --tools nobody --input x", "unknown-tool")]
    [InlineData("health nonsense", "http://HOST:PORT")]
    [InlineData("check nowhere.json", "nowhere.json")]
    public async Task WrongUsageIsTwoWithARemedyAndNothingOnStandardOutput(string line, string remedy)
    {
        var run = await CommandLineProcess.RunAsync(line.Split(' '));
        Assert.Equal(2, run.Exit);
        Assert.Contains(remedy, run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("maxTokens", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("PUT ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("StructGen.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelThatIsNotThereIsThree()
    {
        var run = await CommandLineProcess.RunAsync(["extract", "--schema", "contact", "--text", "x", "--model", "nobody"]);
        Assert.Equal(3, run.Exit);
        Assert.Contains("structgen-extract-135m", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceThatIsNotThereIsNotHealthy()
    {
        var run = await CommandLineProcess.RunAsync(["health", "http://127.0.0.1:9"]);
        Assert.Equal(1, run.Exit);
    }
}
