using System.Net;
using Microsoft.Data.Sqlite;
using StructGen.Api.Tests.Hosting;
using StructGen.TestKit.Databases;

namespace StructGen.Api.Tests.Access;

/// <summary>Rates and budgets of keys, over HTTP, on both databases.</summary>
public sealed class AllowanceTests(PostgresCluster cluster)
{
    [Fact]
    public async Task AKeyOverItsRateIsRefusedUntilTheTimeItIsTold()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, AccessService.Settings);
        var (key, _) = await AccessService.CreateKeyAsync(service, "registry:read", """, "requestsPerMinute": 60""");
        var (free, _) = await AccessService.CreateKeyAsync(service, "registry:read");
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 90; i++)
            answers.Add(await AccessService.SendAsync(service, HttpMethod.Get, "/v1/schemas", key));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 1, 30);
        Assert.All(answers.Take(60), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await ProblemAssert.IsAsync(refused[0], 429, "rate-limited");
        Assert.Equal(TimeSpan.FromSeconds(1), refused[0].Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await AccessService.SendAsync(service, HttpMethod.Get, "/v1/schemas", free)).StatusCode);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AKeyThatHasUsedItsTokensIsRefusedUntilTomorrowAlsoAfterARestart(bool postgres)
    {
        var store = postgres ? await cluster.CreateDatabaseAsync() : $"Data Source={Path.Combine(Directory.CreateTempSubdirectory("structgen-budget").FullName, "s.db")}";
        string[] settings = [.. AccessService.Settings, $"Store:ConnectionString={store}"];
        string key;
        await using (var service = await ServiceUnderTest.StartAsync(null, settings))
        {
            service.Model.Answer = (_, _) => AccessService.Used(60);
            (key, _) = await AccessService.CreateKeyAsync(service, "extract", """, "tokensPerDay": 100""");
            await ProblemAssert.OkAsync(await AccessService.SendAsync(service, HttpMethod.Post, "/v1/extract", key, AccessService.Ask));
            await ProblemAssert.OkAsync(await AccessService.SendAsync(service, HttpMethod.Post, "/v1/extract", key, AccessService.Ask));
            var refused = await AccessService.SendAsync(service, HttpMethod.Post, "/v1/extract", key, AccessService.Ask);
            var problem = await ProblemAssert.IsAsync(refused, 429, "budget-exceeded");
            Assert.Contains("120 of the 100", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalHours, 0, 24);
            Assert.Equal(2, service.Model.Calls);
        }

        await using var again = await ServiceUnderTest.StartAsync(null, settings);
        await ProblemAssert.IsAsync(await AccessService.SendAsync(again, HttpMethod.Post, "/v1/extract", key, AccessService.Ask), 429, "budget-exceeded");
        Assert.Equal(HttpStatusCode.OK, (await AccessService.SendAsync(again, HttpMethod.Post, "/v1/prompt", key, AccessService.Ask)).StatusCode); // No model is asked.
    }

    [Fact]
    public async Task AStreamIsBookedToo()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, [.. AccessService.Settings, "Auth:Jwt:TokensPerDay=5"]);
        var token = AccessService.Token();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/extract") { Content = ServiceUnderTest.Json(AccessService.Ask) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Authorization = new("Bearer", token);
        service.Model.UsedTokens = 9;
        Assert.Contains("event: result", await (await service.Client.SendAsync(request)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await ProblemAssert.IsAsync(await AccessService.SendAsync(service, HttpMethod.Post, "/v1/extract", token, AccessService.Ask), 429, "budget-exceeded");
    }

    [Fact]
    public async Task WhoGoesAwayPaysForWhatALocalModelWrote()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-budget").FullName, "s.db");
        await using var service = await ServiceUnderTest.StartAsync(store, [.. AccessService.Settings, "Auth:Jwt:TokensPerDay=100000"]);
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/v1/extract")
        {
            Content = ServiceUnderTest.Json("""{"schema": {"type": "array", "items": {"type": "string"}, "minItems": 500}, "text": "Jane Roe", "mode": "grammar", "maxTokens": 4000}"""),
        })
        {
            request.Headers.Accept.ParseAdd("text/event-stream");
            request.Headers.Authorization = new("Bearer", AccessService.Token());
            using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            Assert.Contains("delta", await reader.ReadLineAsync(), StringComparison.Ordinal);
        }

        await using var connection = new SqliteConnection($"Data Source={store}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT tokens FROM token_usage WHERE caller = 'jwt:jane'";
        object? booked = null;
        for (var tries = 0; tries < 300 && (booked = await command.ExecuteScalarAsync()) is null; tries++)
            await Task.Delay(100);
        Assert.InRange(Assert.IsType<long>(booked), 10, 3900);
    }
}
