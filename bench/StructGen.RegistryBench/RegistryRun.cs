using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using StructGen.Api;

namespace StructGen.RegistryBench;

/// <summary>The service on real Kestrel with one store, asked over loopback HTTP from the same process.</summary>
internal sealed class RegistryRun : IAsyncDisposable
{
    private const int Requests = 10_000;
    private readonly string _store;
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private RegistryRun(string store, WebApplication app)
    {
        _store = store;
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static async Task<RegistryRun> StartAsync(string store, string connection)
    {
        var noModels = Path.Combine(Path.GetTempPath(), "structgen-no-models");
        var app = StructGenApi.Build(
            ["--urls", "http://127.0.0.1:0", $"--Store:ConnectionString={connection}", $"--Models:Path={noModels}", "--Logging:LogLevel:Default=Error"]);
        await app.StartAsync();
        return new RegistryRun(store, app);
    }

    public async Task MeasureAsync(int count)
    {
        var schemas = Schemas(count);
        await RunAsync("PUT a new schema", count, 8, (_, number) => _client.PutAsync($"/v1/schemas/{Name(number)}", new StringContent(schemas[number], Encoding.UTF8, "application/json")));
        foreach (var clients in new[] { 1, 8 })
        {
            await RunAsync("GET name", Requests, clients, (random, _) => _client.GetAsync($"/v1/schemas/{Name(random.Next(count))}"));
            await RunAsync("GET name@1", Requests, clients, (random, _) => _client.GetAsync($"/v1/schemas/{Name(random.Next(count))}@1"));
            await RunAsync("list, 100 after a name", Requests / 5, clients, (random, _) => _client.GetAsync($"/v1/schemas?after={Name(random.Next(count))}&limit=100"));
            await RunAsync("search, a word of one in 1,000", Requests / 5, clients, (random, _) => _client.GetAsync($"/v1/schemas?search=lot-{random.Next(1000):D3}&limit=100"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private async Task RunAsync(string what, int requests, int clients, Func<Random, int, Task<HttpResponseMessage>> ask)
    {
        if (requests == Requests) await Task.WhenAll(Enumerable.Range(0, 200).Select(async number => (await ask(new Random(number), number)).Dispose())); // Warm.
        var milliseconds = new double[requests];
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            int number;
            while ((number = Interlocked.Increment(ref next)) < requests)
            {
                var start = Stopwatch.GetTimestamp();
                using var response = await ask(random, number);
                await response.Content.ReadAsByteArrayAsync();
                milliseconds[number] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                response.EnsureSuccessStatusCode();
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Array.Sort(milliseconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {_store} | {what} | {requests} | {clients} | {At(0.5):F2} | {At(0.95):F2} | {At(0.99):F2} | {milliseconds[^1]:F1} | {requests / seconds:F0} |"));

        double At(double share) => milliseconds[(int)(share * (requests - 1))];
    }

    private static string Name(int number) => $"schema-{number:D5}";

    /// <summary>The schemas that ship with the program in turn, each made a new one by its description and one more property.</summary>
    private static string[] Schemas(int count)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "StructGen.sln"))) folder = folder.Parent;
        var samples = Directory.GetFiles(Path.Combine(folder.FullName, "schemas"), "*.schema.json").Order().Select(File.ReadAllText).ToList();
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var schema = JsonNode.Parse(samples[number % samples.Count])!.AsObject();
            schema["description"] = $"Number {number} of the registry, lot-{number % 1000:D3}";
            schema["properties"]![$"extra{number}"] = new JsonObject { ["type"] = "string", ["maxLength"] = number + 1 };
            return schema.ToJsonString();
        })];
    }
}
