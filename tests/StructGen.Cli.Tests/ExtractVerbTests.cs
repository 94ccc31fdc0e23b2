using System.Text.Json;

namespace StructGen.Cli.Tests;

/// <summary>The main job from the command line, with the bundled model.</summary>
public sealed class ExtractVerbTests
{
    private const string Text = "Please call Jane Roe at Initech, 555-0134.";

    [Theory]
    [InlineData("grammar")]
    [InlineData("prompt")]
    public async Task ATextBecomesOneLineOfJsonOnAPipeAndNothingElse(string mode)
    {
        var run = await CommandLineProcess.RunAsync(["extract", "--schema", "schemas/contact.schema.json", "--text", Text, "--mode", mode]);
        Assert.True(run.Exit == 0, run.Errors);
        Assert.Equal("Jane Roe", JsonElement.Parse(run.Output).GetProperty("name").GetString());
        Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task AValueThatTheTextDoesNotHoldIsLeftOutOrNamed()
    {
        var full = await CommandLineProcess.RunAsync(["extract", "--schema", "contact", "--text", "Please call Jane Roe at Initech.", "--absent", "omit", "--full"]);
        Assert.Equal(0, full.Exit);
        Assert.Contains("\"/phone\"", full.Output, StringComparison.Ordinal);
        var missing = await CommandLineProcess.RunAsync(["extract", "--schema", "contact", "--text", "Please call the office.", "--absent", "error"]);
        Assert.Equal(1, missing.Exit);
        Assert.Contains("absent-value", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardInputIsATextToo()
    {
        var run = await CommandLineProcess.RunAsync(["extract", "--schema", "contact", "--full"], Text);
        Assert.True(run.Exit == 0, run.Errors);
        var response = JsonElement.Parse(run.Output);
        Assert.Equal("Jane Roe", response.GetProperty("data").GetProperty("name").GetString());
        Assert.True(response.GetProperty("validation").GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task SeveralTextsAreJsonLinesWithTheirSourceAndABadOneDoesNotEndTheOthers()
    {
        var folder = Directory.CreateTempSubdirectory("structgen-many").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "a.txt"), Text);
        await File.WriteAllBytesAsync(Path.Combine(folder, "b.txt"), [0xFF, 0xFE, 0x00]);
        await File.WriteAllTextAsync(Path.Combine(folder, "c.txt"), "Write to Omar Said <omar@said.example>.");
        var run = await CommandLineProcess.RunAsync(["extract", "--schema", "contact", "--folder", folder]);
        Assert.Equal(2, run.Exit);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(["a.txt", "b.txt", "c.txt"], lines.Select(line => Path.GetFileName(line.GetProperty("source").GetString())));
        Assert.Equal("Jane Roe", lines[0].GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("urn:structgen:problem:malformed-request", lines[1].GetProperty("error").GetProperty("type").GetString());
        Assert.True(lines[2].TryGetProperty("data", out _));
        var notes = run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, notes.Length);
        Assert.Equal($"[1/3] {Path.Combine(folder, "a.txt")}: ok", notes[0]);
        Assert.StartsWith($"[2/3] {Path.Combine(folder, "b.txt")}: malformed-request: ", notes[1], StringComparison.Ordinal);
        Assert.StartsWith("structgen: 3 texts: 2 ok, 1 failed (malformed-request 1); ", notes[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AToolIsCalled()
    {
        var run = await CommandLineProcess.RunAsync(["tool", "--tools", "schemas/tools", "--input", "What is the weather in Lisbon tomorrow?", "--choice", "get_weather"]);
        Assert.True(run.Exit == 0, run.Errors);
        var call = JsonElement.Parse(run.Output)[0];
        Assert.Equal("get_weather", call.GetProperty("name").GetString());
        Assert.Equal("Lisbon", call.GetProperty("arguments").GetProperty("city").GetString());
    }

    [Fact]
    public async Task ASchemaCanBeWrittenOnTheCommandLine()
    {
        var run = await CommandLineProcess.RunAsync(
            ["extract", "--schema", """{"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}""", "--text", Text]);
        Assert.True(run.Exit == 0, run.Errors);
        Assert.Equal("Jane Roe", JsonElement.Parse(run.Output).GetProperty("name").GetString());
    }

    [Fact]
    public async Task TimeThatRunsOutIsFour()
    {
        var run = await CommandLineProcess.RunAsync(["extract", "--schema", "contact", "--text", Text, "--timeout", "0.001"]);
        Assert.Equal(4, run.Exit);
    }

    [Fact]
    public async Task AnAnswerThatIsCutOffIsOne()
    {
        var run = await CommandLineProcess.RunAsync(["extract", "--schema", "recipe", "--text", "Lentil soup: 250 g lentils, 2 carrots.", "--mode", "prompt", "--max-tokens", "3", "--retries", "0"]);
        Assert.Equal(1, run.Exit);
        Assert.Contains("truncated", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--max-tokens", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelFileThatIsNoneIsThreeAndNamesTheFileNotItsPlace()
    {
        var folder = Directory.CreateTempSubdirectory("structgen-models").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.gguf"), "this is no model");
        var run = await CommandLineProcess.RunAsync(
            ["extract", "--schema", "contact", "--text", Text, "--model", "broken"], environment: new Dictionary<string, string> { ["StructGen__Models__Path"] = folder });
        Assert.Equal(3, run.Exit);
        Assert.Contains("broken", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(folder, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlCEndsItWithAHundredAndThirty()
    {
        var text = string.Join(' ', Enumerable.Repeat("Jane Roe of Initech met Omar Said.", 400));
        using var process = CommandLineProcess.Start(["extract", "--schema", "contact", "--text", text, "--verbose"]);
        process.StandardInput.Close();
        await Task.Delay(2500);
        Assert.False(process.HasExited);
        System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        Assert.Equal(130, process.ExitCode);
    }
}
