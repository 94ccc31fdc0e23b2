using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StructGen.HostileBench;

/// <summary>The real server as a process of its own, on loopback, with a store of its own; killed when disposed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("structgen-hostile").FullName;

    private ServerProcess(string server, IReadOnlyList<string> settings)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] fixedSettings = ["--urls", Address.ToString(), $"--Store:ConnectionString=Data Source={_folder}/s.db", "--Logging:LogLevel:Default=Error"];
        foreach (var argument in new[] { server }.Concat(fixedSettings).Concat(settings.Select(setting => $"--{setting}"))) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public bool IsAlive => !_process.HasExited;

    /// <summary>Resident memory in MB; 0 when it is gone.</summary>
    public double Resident
    {
        get
        {
            try
            {
                var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
                return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException)
            {
                return 0;
            }
        }
    }

    /// <summary>Processor time until now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? TimeSpan.Zero : _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(string server, IReadOnlyList<string> settings)
    {
        var started = new ServerProcess(server, settings);
        using var http = new HttpClient { BaseAddress = started.Address };
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                if ((await http.GetAsync("/readyz")).IsSuccessStatusCode) return started;
            }
            catch (HttpRequestException) when (started.IsAlive)
            {
                // Not listening yet.
            }

            await Task.Delay(200);
        }

        started.Dispose();
        throw new InvalidOperationException("The server did not become ready within two minutes.");
    }

    public void Dispose()
    {
        if (IsAlive) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
