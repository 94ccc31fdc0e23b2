using System.Diagnostics;
using System.Text;

namespace StructGen.Cli.Tests;

/// <summary>The command line as a process, as a user or a script has it: on pipes, in a folder of its own.</summary>
internal static class CommandLineProcess
{
    /// <summary>The repository's root, where <c>schemas</c> and <c>models</c> are.</summary>
    public static string Root { get; } = FindRoot();

    public static async Task<CommandLineResult> RunAsync(string[] args, string? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(args, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(patience.Token);
        return new(process.ExitCode, await output, await errors);
    }

    public static Process Start(string[] args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("env")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = Root,
        };
        // A script that runs the tests in the background leaves SIGINT ignored to its children; a user's terminal does not.
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "structgen.dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        start.Environment["StructGen__Store__ConnectionString"] = $"Data Source={Path.Combine(Path.GetTempPath(), "structgen-cli-tests", "none.db")}";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StructGen.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run inside the repository.");
    }
}
