using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StructGen.TestKit.Databases;

namespace StructGen.Cli.Tests;

/// <summary>The service killed with SIGKILL in the middle of writes, again and again: what was acknowledged is there, what is there is whole.</summary>
public sealed class ServeKillTests(PostgresCluster cluster, ITestOutputHelper output)
{
    private const int Kills = 20;
    private const int Writers = 4;
    private readonly ConcurrentBag<(string Name, int Version, string Schema)> _acknowledged = [];
    private readonly Random _random = new(20);
    private int _written;

    [Fact]
    public async Task ARegistryOnSqliteOutlivesTwentyKills()
        => await KillAsync($"Data Source={Path.Combine(Directory.CreateTempSubdirectory("structgen-kill").FullName, "s.db")}");

    [Fact]
    public async Task ARegistryOnPostgresOutlivesTwentyKills() => await KillAsync(await cluster.CreateDatabaseAsync());

    private async Task KillAsync(string store)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            using var service = Start(store);
            using var client = await ConnectAsync(service);
            await CheckAsync(client);
            var before = _acknowledged.Count;
            var writers = Enumerable.Range(0, Writers).Select(writer => WriteAsync(client, writer)).ToList();
            while (_acknowledged.Count == before)
                await Task.Delay(5);
            await Task.Delay(_random.Next(250));
            service.Kill(); // SIGKILL.
            await service.WaitForExitAsync();
            await Task.WhenAll(writers);
        }

        using var last = Start(store);
        using (var client = await ConnectAsync(last))
        {
            var versions = await CheckAsync(client);
            output.WriteLine($"{Kills} kills, {_written} writes sent, {_acknowledged.Count} acknowledged, {versions} versions in the registry");
            Assert.InRange(versions, _acknowledged.Count, _written);
        }

        last.Kill();
    }

    /// <summary>Writes until the service is gone: each writer its own name, and all of them one together.</summary>
    private async Task WriteAsync(HttpClient client, int writer)
    {
        while (true)
        {
            var name = Random.Shared.Next(2) == 0 ? "shared" : $"writer-{writer}";
            var schema = $$"""{"const": "{{new string('x', Random.Shared.Next(20_000))}}", "title": "{{Interlocked.Increment(ref _written)}}"}""";
            try
            {
                using var response = await client.PutAsync($"/v1/schemas/{name}", new StringContent(schema, Encoding.UTF8, "application/json"));
                var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
                Assert.True(response.IsSuccessStatusCode, answer.ToString());
                _acknowledged.Add((name, answer.GetProperty("version").GetInt32(), schema));
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                return; // Killed before the answer was whole.
            }
        }
    }

    /// <summary>Versions are dense, each is readable and hashes to its name, and every acknowledged one is what was sent.</summary>
    private async Task<int> CheckAsync(HttpClient client)
    {
        var found = new Dictionary<(string, int), string>();
        var names = await client.GetFromJsonAsync<JsonElement>("/v1/schemas?limit=1000&search=r");
        foreach (var name in names.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!).Where(name => name == "shared" || name.StartsWith("writer-", StringComparison.Ordinal)))
        {
            var versions = (await ItemsAsync(client, name)).ToList();
            Assert.Equal(Enumerable.Range(1, versions.Count), versions.Select(item => item.GetProperty("version").GetInt32()));
            foreach (var item in versions)
            {
                var version = item.GetProperty("version").GetInt32();
                var schema = await client.GetStringAsync($"/v1/schemas/{name}@{version}");
                Assert.Equal(item.GetProperty("hash").GetString(), Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(JsonElement.Parse(schema)))));
                found.Add((name, version), schema);
            }
        }

        foreach (var (name, version, schema) in _acknowledged)
            Assert.Equal(schema, found.GetValueOrDefault((name, version)));
        return found.Count;
    }

    private static async Task<IEnumerable<JsonElement>> ItemsAsync(HttpClient client, string name)
    {
        var items = new List<JsonElement>();
        string? next = null;
        do
        {
            using var response = await client.GetAsync($"/v1/schemas/{name}/versions?limit=1000{(next is null ? "" : $"&after={next}")}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var page = await response.Content.ReadFromJsonAsync<JsonElement>();
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return items;
    }

    /// <summary>Without a model: this is about the store.</summary>
    private static Process Start(string store) => CommandLineProcess.Start(
        ["serve", "--urls", "http://127.0.0.1:0"],
        new Dictionary<string, string> { ["StructGen__Store__ConnectionString"] = store, ["StructGen__Models__Path"] = Path.Combine(Path.GetTempPath(), "structgen-no-models") });

    private static async Task<HttpClient> ConnectAsync(Process service)
    {
        var client = new HttpClient { BaseAddress = new Uri(await ServeVerbTests.ReadUrlAsync(service)) };
        _ = Task.WhenAll(service.StandardOutput.ReadToEndAsync(), service.StandardError.ReadToEndAsync()); // So that the pipes never fill.
        return client;
    }
}
