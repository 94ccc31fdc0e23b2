using System.Diagnostics;
using System.Net;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Load;

/// <summary>Many clients at once, on the bundled model.</summary>
public sealed class LoadTests
{
    private const int Clients = 8;
    private const int Requests = 100;

    [Fact]
    public async Task AHundredRequestsFromEightClientsAreAnsweredRightOrToldToComeAgainAndMemoryStays()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Models:Threads=1");
        var people = new[] { "Jane Roe", "Omar Said", "Ann Lee", "Carl Berg" };
        var next = -1;
        var answered = 0;
        var refused = 0;
        var memory = new long[Requests];
        await AskAsync(service, people[0]); // Loads the model.
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) < Requests)
            {
                var person = people[number % people.Length];
                using var response = await AskAsync(service, person);
                if (response.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    Assert.NotNull(response.Headers.RetryAfter);
                    Interlocked.Increment(ref refused);
                }
                else
                {
                    var answer = await ProblemAssert.OkAsync(response);
                    Assert.Equal(person, answer.GetProperty("data").GetProperty("name").GetString());
                    Interlocked.Increment(ref answered);
                }

                memory[number] = Resident();
            }
        }));
        Assert.Equal(Requests, answered + refused);
        Assert.True(answered > 0);
        var first = memory[..(Requests / 2)].Average();
        var last = memory[(Requests / 2)..].Average();
        TestContext.Current.TestOutputHelper?.WriteLine($"{answered} answered, {refused} refused; resident {first / 1e6:F0} MB in the first half, {last / 1e6:F0} MB in the last");
        Assert.True(last <= first * 1.05, $"resident memory grew from {first / 1e6:F0} MB to {last / 1e6:F0} MB");
    }

    private static Task<HttpResponseMessage> AskAsync(ServiceUnderTest service, string person)
        => service.PostAsync("/v1/extract", $$"""{"schemaName": "contact", "text": "Please call {{person}} at Initech, 555-0134.", "mode": "grammar"}""");

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
