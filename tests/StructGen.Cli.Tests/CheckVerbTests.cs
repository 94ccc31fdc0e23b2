using System.Text.Json;

namespace StructGen.Cli.Tests;

public sealed class CheckVerbTests
{
    [Fact]
    public async Task ASchemaIsReported()
    {
        var run = await CommandLineProcess.RunAsync(["check", "schemas/contact.schema.json"]);
        Assert.Equal(0, run.Exit);
        var count = JsonElement.Parse(run.Output).GetProperty("entries").GetArrayLength();
        Assert.Matches($"^structgen: {count} keywords: [0-9]+ enforced, .*; enforcement is complete\n$", run.Errors);
        Assert.Empty((await CommandLineProcess.RunAsync(["check", "schemas/contact.schema.json", "--quiet"])).Errors);
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
        Assert.Equal("structgen: 2 instances: 1 valid, 1 not valid\n", run.Errors);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal([true, false], lines.Select(line => line.GetProperty("valid").GetBoolean()));
        Assert.Contains("/name", lines[1].GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }
}
