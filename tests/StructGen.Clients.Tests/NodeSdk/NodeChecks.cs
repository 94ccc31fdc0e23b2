using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.NodeSdk;

/// <summary>
/// Runs <c>node/checks.js</c> once, the official Node client against the service, and <c>node/typed.ts</c>, a client whose types openapi-typescript makes of the
/// served document. Needs Node 20 and npm (Debian: nodejs, npm).
/// </summary>
public sealed class NodeChecks(RunningService service) : IAsyncLifetime
{
    private static readonly string[] Packages = ["ai", "openai", "openapi-fetch", "openapi-typescript", "typescript"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    /// <summary>What went wrong in each check; null where it held.</summary>
    public IReadOnlyDictionary<string, string?> Errors { get; private set; } = new Dictionary<string, string?>();

    private static string Folder => typeof(NodeChecks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "NodeFolder").Value!;

    public async ValueTask InitializeAsync()
    {
        if (Packages.Any(name => !File.Exists(Path.Combine(Folder, "node_modules", name, "package.json"))))
            await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        var address = service.Address.AbsoluteUri.TrimEnd('/');
        var output = await RunAsync("node", "checks.js", address);
        Directory.CreateDirectory(Path.Combine(Folder, "obj"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "obj", "openapi.json"), await service.Http.GetStringAsync("/openapi/v1.json"));
        await RunAsync("node", "node_modules/openapi-typescript/bin/cli.js", "obj/openapi.json", "-o", "obj/api.d.ts");
        await RunAsync("node", "node_modules/typescript/bin/tsc", "-p", ".");
        output += await RunAsync("node", "obj/typed.js", address);
        Errors = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line))
            .ToDictionary(check => check.GetProperty("name").GetString()!, check => check.GetProperty("error").GetString());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}{await output}");
        return await output;
    }
}
