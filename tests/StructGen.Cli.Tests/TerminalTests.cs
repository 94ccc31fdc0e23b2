using System.Diagnostics;
using System.Text.RegularExpressions;

namespace StructGen.Cli.Tests;

/// <summary>What a person at a terminal sees: the command line on a pseudo-terminal of <c>script</c> (Debian: bsdutils).</summary>
public sealed partial class TerminalTests
{
    [Fact]
    public async Task WhileAModelWrites_ASpinnerCountsTokensAndThenMakesRoomForTheData()
    {
        var screen = await RunAsync("extract --schema contact --text 'Please call Jane Roe at Initech, 555-0134.'");
        var counts = Tokens().Matches(screen).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(counts);
        Assert.Equal(counts.Order(), counts);
        Assert.InRange(counts[^1], 1, 200);
        var data = screen.IndexOf("\"Jane Roe\"", StringComparison.Ordinal);
        Assert.True(data > screen.LastIndexOf(" tokens", StringComparison.Ordinal), screen);
        Assert.Contains("\u001b[2K", screen[..data], StringComparison.Ordinal); // The spinner's line is cleared.
    }

    [Fact]
    public async Task ABatchOnATerminal_HasAWholeLineForEachPieceOfDataAndProgress()
    {
        var folder = Directory.CreateTempSubdirectory("structgen-screen").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "a.txt"), "Please call Jane Roe at Initech.");
        await File.WriteAllBytesAsync(Path.Combine(folder, "b.pdf"), "%PDF-1.7"u8.ToArray());
        var screen = Sequences().Replace(await RunAsync($"extract --schema contact --folder {folder} --quiet"), "");
        Assert.Equal(2, screen.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.StartsWith("{\"source\"", StringComparison.Ordinal)));
        Assert.DoesNotContain("tokens", screen, StringComparison.Ordinal);
        screen = Sequences().Replace(await RunAsync($"extract --schema contact --folder {folder}"), "");
        var lines = screen.Split('\n').Select(line => line.TrimEnd('\r').Split('\r')[^1].Trim()).Where(line => line.Length > 0).ToList();
        Assert.Contains(lines, line => line.StartsWith("{\"source\"", StringComparison.Ordinal) && line.EndsWith('}'));
        Assert.Contains($"[1/2] {folder}/a.txt: ok", lines);
        Assert.Contains(lines, line => line.StartsWith($"[2/2] {folder}/b.pdf: malformed-request: ", StringComparison.Ordinal));
        Assert.Contains("structgen: 2 texts: 1 ok, 1 failed (malformed-request 1); ", lines[^1], StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string arguments)
    {
        var start = new ProcessStartInfo("script", ["-qec", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "structgen.dll")}' {arguments}", "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = CommandLineProcess.Root,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment["StructGen__Store__ConnectionString"] = $"Data Source={Path.Combine(Path.GetTempPath(), "structgen-cli-tests", "none.db")}";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var screen = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return screen;
    }

    [GeneratedRegex("([0-9]+) tokens, ")]
    private static partial Regex Tokens();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\a]*\a|\x1b[=>]")]
    private static partial Regex Sequences();
}
