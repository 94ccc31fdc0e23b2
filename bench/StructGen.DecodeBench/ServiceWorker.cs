using Microsoft.Extensions.Hosting;
using StructGen.Api;

namespace StructGen.DecodeBench;

/// <summary>The service itself, on a free port of this machine, with a store that is thrown away: writes its address, ends when its input does.</summary>
internal static class ServiceWorker
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("structgen-bench-").FullName;
        try
        {
            List<string> settings =
            [
                "--urls", "http://127.0.0.1:0",
                $"--Models:Path={options.Model}",
                $"--Store:ConnectionString=Data Source={Path.Combine(folder, "bench.db")}",
                "--Logging:LogLevel:Default=Error",
            ];
            if (options.Threads is { } threads) settings.Add($"--Models:Threads={threads}");
            await using var app = StructGenApi.Build([.. settings]);
            await app.StartAsync();
            Console.WriteLine(app.Urls.First());
            while (Console.ReadLine() is not null) continue;
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }
}
