using System.Text.Json;

namespace StructGen.Cli.Tests;

public sealed class CheckVerbTests
{
    [Fact]
    public async Task ASchemaIsReported()
    {
        var run = await CommandLineProcess.RunAsync(["check", "schemas/contact.schema.json"]);
        Assert.Equal(0, run.Exit);
        Assert.NotEmpty(JsonElement.Parse(run.Output).GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task InstancesAreValidatedLineByLineAndOneBadOneIsOne()
    {
        var folder = Directory.CreateTempSubdirectory("structgen-check").FullName;
        var good = Path.Combine(folder, "good.json");
        var bad = Path.Combine(folder, "bad.json");
        await File.WriteAllTextAsync(good, """{"name": "Jane Roe"}""");
        await File.WriteAllTextAsync(bad, """{"name": 5}""");
        Assert.Equal(0, (await CommandLineProcess.RunAsync(["check", "contact", good])).Exit);
        var run = await CommandLineProcess.RunAsync(["check", "contact", good, bad]);
        Assert.Equal(1, run.Exit);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal([true, false], lines.Select(line => line.GetProperty("valid").GetBoolean()));
        Assert.Contains("/name", lines[1].GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }
}
