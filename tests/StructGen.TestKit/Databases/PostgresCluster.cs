using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StructGen.TestKit.Databases;

/// <summary>A PostgreSQL server of the tests' own, from Debian's packages: in a temporary folder, on a free port, gone afterwards. Starts when first asked for a database.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("structgen-pg").FullName;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private int _port;
    private int _databases;

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_port == 0)
            {
                await InitialiseAsync();
                await StartAsync();
            }
        }
        finally
        {
            _starting.Release();
        }

        var name = $"registry{Interlocked.Increment(ref _databases)}";
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", name);
        return $"Host=127.0.0.1;Port={_port};Database={name};Username=postgres;Timeout=5";
    }

    /// <summary>Starts the server, on the port it had.</summary>
    public async Task StartAsync()
    {
        if (_port == 0) _port = FreePort();
        var options = $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c max_connections=300";
        await RunAsync("pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o", options, "start");
    }

    /// <summary>Stops the server without asking its clients.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await StopAsync();
        Directory.Delete(_folder, recursive: true);
        _starting.Dispose();
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task InitialiseAsync()
    {
        if (Environment.UserName == "root") await StartProcessAsync("chown", ["postgres", _folder]);
        await RunAsync("initdb", "-D", Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
    }

    /// <summary>Runs a program of PostgreSQL, as the user postgres where this process is root, whom the server refuses.</summary>
    private static Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs(), program);
        return Environment.UserName == "root" ? StartProcessAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : StartProcessAsync(path, arguments);
    }

    private static async Task StartProcessAsync(string file, string[] arguments)
    {
        // What the server inherits of the output stays open as long as it runs: it goes to a log, not through a pipe.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >\"$LOG\" 2>&1", file, .. arguments])
        {
            WorkingDirectory = "/",
            Environment = { ["LOG"] = Path.GetTempFileName() },
        })!;
        var log = process.StartInfo.Environment["LOG"]!;
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(log);
        File.Delete(log);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Path.GetFileName(file)} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }

    private static string Programs()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return versions.Select(version => Path.Combine(version, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order().LastOrDefault()
            ?? throw new InvalidOperationException("The tests need PostgreSQL: apt-get install postgresql (tests/run.sh does so as root).");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
