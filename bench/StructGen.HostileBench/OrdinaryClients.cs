using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace StructGen.HostileBench;

/// <summary>Sixteen clients that do what clients do: four each ask for health, look things up, build prompts and parse answers, and extract with the bundled model.</summary>
internal sealed class OrdinaryClients(Uri server) : IDisposable
{
    private const string Contact = """{"type":"object","properties":{"name":{"type":"string"},"phone":{"type":"string"}},"required":["name"],"additionalProperties":false}""";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http = Clients.From(IPAddress.Loopback, server);

    public ConcurrentBag<double> Health { get; } = [];

    public ConcurrentBag<double> Compiles { get; } = [];

    /// <summary>Answers by status; 0 is a connection that broke.</summary>
    public ConcurrentDictionary<int, int> Statuses { get; } = new();

    public void Dispose() => _http.Dispose();

    /// <summary>Until the token is cancelled; each client finishes what it has begun.</summary>
    public Task RunAsync(CancellationToken token)
    {
        var clients = new List<Task> { LoopAsync(number => CompileAsync(number), TimeSpan.FromMilliseconds(300), token) };
        for (var client = 0; client < 4; client++)
        {
            clients.Add(LoopAsync(async _ => Health.Add(await TimedAsync(HttpMethod.Get, "/healthz", null)), Pause, token));
            clients.Add(LoopAsync(number => TimedAsync(HttpMethod.Get, number % 2 == 0 ? "/v1/schemas/contact" : "/v1/schemas?limit=20", null), Pause, token));
            clients.Add(LoopAsync(number => number % 2 == 0
                ? TimedAsync(HttpMethod.Post, "/v1/prompt", "{\"schema\":" + Contact + ",\"text\":\"Call Jane Roe.\"}")
                : TimedAsync(HttpMethod.Post, "/v1/parse", "{\"schema\":" + Contact + ",\"raw\":\"{'name': 'Jane Roe'}\"}"), Pause * 4, token));
            clients.Add(LoopAsync(number => TimedAsync(
                HttpMethod.Post, "/v1/extract", "{\"schema\":" + Contact + $",\"text\":\"Call Jane Roe on 555-0{number}.\",\"mode\":\"grammar\",\"maxTokens\":40}}"), Pause * 4, token));
        }

        return Task.WhenAll(clients);
    }

    /// <summary>A schema of a few hundred properties, another one each time.</summary>
    public async Task CompileAsync(int number)
        => Compiles.Add(await TimedAsync(HttpMethod.Post, "/v1/schemas/check", Schemas.Small(number)));

    private static async Task LoopAsync(Func<int, Task> once, TimeSpan pause, CancellationToken token)
    {
        for (var number = 0; !token.IsCancellationRequested; number++)
        {
            await once(number);
            await Task.Delay(pause, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<double> TimedAsync(HttpMethod method, string path, string? json)
    {
        var began = Stopwatch.GetTimestamp();
        var status = 0;
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
            using var response = await _http.SendAsync(request);
            _ = await response.Content.ReadAsByteArrayAsync();
            status = (int)response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            await Task.Delay(100);
        }

        Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
