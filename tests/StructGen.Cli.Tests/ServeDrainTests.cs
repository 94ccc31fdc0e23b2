using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace StructGen.Cli.Tests;

/// <summary>SIGTERM while a request runs: the service as a process, with a remote model that answers when the test says so.</summary>
public sealed class ServeDrainTests
{
    [Fact]
    public async Task OnSigtermTheServiceSaysThatItDrainsFinishesWhatRunsAndEndsWithZero()
    {
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var remote = WebApplication.Create(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        remote.MapPost("/v1/chat/completions", async () =>
        {
            asked.TrySetResult();
            await release.Task;
            return TypedResults.Json(JsonElement.Parse("""
                {"id": "1", "object": "chat.completion", "created": 1, "model": "slow", "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
                 "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{\"name\": \"Jane Roe\"}"}}]}
                """));
        });
        await remote.StartAsync();
        using var service = CommandLineProcess.Start(["serve", "--urls", "http://127.0.0.1:0"], new Dictionary<string, string>
        {
            ["StructGen__Store__ConnectionString"] = $"Data Source={Path.Combine(Directory.CreateTempSubdirectory("structgen-drain").FullName, "s.db")}",
            ["StructGen__Logging__Format"] = "json",
            ["StructGen__Providers__slow__Kind"] = "OpenAICompatible",
            ["StructGen__Providers__slow__Endpoint"] = $"{remote.Urls.First()}/v1",
            ["StructGen__Providers__slow__Model"] = "slow",
        });
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(await ServeVerbTests.ReadUrlAsync(service)), Timeout = TimeSpan.FromMinutes(3) };
            var running = client.PostAsJsonAsync("/v1/extract", new { schemaName = "contact", text = "Call Jane Roe.", mode = "native", model = "slow/slow" });
            await asked.Task.WaitAsync(TimeSpan.FromMinutes(1));
            Process.Start("kill", ["-TERM", $"{service.Id}"]).WaitForExit();
            var ready = await WaitAsync(client, "/readyz", async response => response.StatusCode == HttpStatusCode.ServiceUnavailable && (await response.Content.ReadAsStringAsync()).Contains("draining", StringComparison.Ordinal));
            Assert.Equal(TimeSpan.FromSeconds(5), ready.Headers.RetryAfter?.Delta);
            using var refused = await client.PostAsJsonAsync("/v1/extract", new { schemaName = "contact", text = "x" });
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains("urn:structgen:problem:draining", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal("ok", await client.GetStringAsync("/healthz"));
            Assert.False(running.IsCompleted);
            release.SetResult();
            var answer = await (await running).Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("Jane Roe", answer.GetProperty("data").GetProperty("name").GetString());
            await service.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
            Assert.Equal(0, service.ExitCode);
            var log = (await service.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.NotEmpty(log);
            Assert.All(log, line => Assert.NotEmpty(JsonElement.Parse(line).GetProperty("Message").GetString()!));
        }
        finally
        {
            if (!service.HasExited) service.Kill(entireProcessTree: true);
        }
    }

    private static async Task<HttpResponseMessage> WaitAsync(HttpClient client, string path, Func<HttpResponseMessage, Task<bool>> isIt)
    {
        for (var tries = 0; ; tries++)
        {
            var response = await client.GetAsync(path);
            if (await isIt(response)) return response;
            Assert.True(tries < 200, await response.Content.ReadAsStringAsync());
            await Task.Delay(50);
        }
    }
}
