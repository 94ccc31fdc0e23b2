using System.Diagnostics;
using System.Text.RegularExpressions;

namespace StructGen.Cli.Tests;

public sealed partial class ServeVerbTests
{
    [Fact]
    public async Task TheServiceAnswersIsHealthyAndEndsWithZeroOnSigterm()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-serve").FullName, "s.db");
        using var process = CommandLineProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0"], new Dictionary<string, string> { ["StructGen__Store__ConnectionString"] = $"Data Source={store}" });
        var url = await ReadUrlAsync(process);
        var health = await CommandLineProcess.RunAsync(["health", url]);
        for (var tries = 0; tries < 60 && health.Exit == 1; tries++) // Until the default model is loaded.
        {
            await Task.Delay(500);
            health = await CommandLineProcess.RunAsync(["health", url]);
        }

        Assert.True(health.Exit == 0, health.Errors);
        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task AStoreThatIsNoneCannotBeUsedAndSaysWhatToDo()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-serve").FullName, "broken.db");
        await File.WriteAllTextAsync(store, string.Concat(Enumerable.Repeat("no database ", 50)));
        var run = await CommandLineProcess.RunAsync(
            ["serve", "--urls", "http://127.0.0.1:0"], environment: new Dictionary<string, string> { ["StructGen__Store__ConnectionString"] = $"Data Source={store}" });
        Assert.Equal(3, run.Exit);
        Assert.Contains("broken.db", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Store:ConnectionString", run.Errors, StringComparison.Ordinal);
    }

    internal static async Task<string> ReadUrlAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                return match.Value;
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Listening();
}
