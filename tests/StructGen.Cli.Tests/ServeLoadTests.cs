using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace StructGen.Cli.Tests;

/// <summary>Many clients at once against the service as its own process, on the bundled model: what an operator would see.</summary>
public sealed class ServeLoadTests(ITestOutputHelper output)
{
    private const int Clients = 8;
    private const int Requests = 100;

    [Fact]
    public async Task AHundredRequestsFromEightClientsAreAnsweredRightOrToldToComeAgainAndMemoryStays()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-load").FullName, "s.db");
        using var service = CommandLineProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0"], new Dictionary<string, string> { ["StructGen__Store__ConnectionString"] = $"Data Source={store}" });
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(await ServeVerbTests.ReadUrlAsync(service)), Timeout = TimeSpan.FromMinutes(4) };
            var logs = Task.WhenAll(service.StandardOutput.ReadToEndAsync(), service.StandardError.ReadToEndAsync());
            await LoadAsync(client, service);
            Assert.False(logs.IsCompleted);
        }
        finally
        {
            service.Kill(entireProcessTree: true);
        }
    }

    private async Task LoadAsync(HttpClient client, Process service)
    {
        var people = new[] { "Jane Roe", "Omar Said", "Ann Lee", "Carl Berg" };
        var (next, answered, refused) = (-1, 0, 0);
        var memory = new long[Requests];
        using (var first = await AskAsync(client, people[0])) Assert.Equal(HttpStatusCode.OK, first.StatusCode); // Loads the model.
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) < Requests)
            {
                var person = people[number % people.Length];
                using var response = await AskAsync(client, person);
                if (response.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    Assert.NotNull(response.Headers.RetryAfter);
                    Interlocked.Increment(ref refused);
                }
                else
                {
                    var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
                    Assert.True(response.IsSuccessStatusCode, answer.ToString());
                    Assert.Equal(person, answer.GetProperty("data").GetProperty("name").GetString());
                    Interlocked.Increment(ref answered);
                }

                memory[number] = Resident(service.Id);
            }
        }));
        Assert.Equal(Requests, answered + refused);
        Assert.True(answered > 0);
        var firstHalf = memory[..(Requests / 2)].Average();
        var lastHalf = memory[(Requests / 2)..].Average();
        output.WriteLine($"{answered} answered, {refused} refused; resident {firstHalf / 1e6:F0} MB in the first half, {lastHalf / 1e6:F0} MB in the last");
        Assert.True(lastHalf <= firstHalf * 1.05, $"resident memory grew from {firstHalf / 1e6:F0} MB to {lastHalf / 1e6:F0} MB");
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string person)
        => client.PostAsJsonAsync("/v1/extract", new { schemaName = "contact", text = $"Please call {person} at Initech, 555-0134.", mode = "grammar" });

    private static long Resident(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.WorkingSet64;
    }
}
