using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StructGen.Api.Tests.Access;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Telemetry;

/// <summary>What collectors, scrapers and logs get to see.</summary>
public sealed partial class TelemetryTests
{
    private static readonly string Unique = $"unique{Guid.NewGuid():N}";
    private static readonly string Ask = AccessService.Ask.Replace("Jane Roe", Unique, StringComparison.Ordinal);

    [Fact]
    public async Task ACollectorGetsSpansAndMetricsInTheWordsOfTheConventionsAndNoContent()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = WebApplication.Create(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.AddOrUpdate(signal, _ => Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector.StartAsync();
        await using (var service = await ServiceUnderTest.StartAsync(
            null, $"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Urls.First()}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_BSP_SCHEDULE_DELAY=100", "OTEL_METRIC_EXPORT_INTERVAL=500"))
        {
            service.Model.Answer = (_, _) => AccessService.Used(77);
            await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", Ask));
            for (var tries = 0; tries < 300 && !(Has("traces", "chat fake/model") && Has("metrics", "gen_ai.client.token.usage")); tries++)
                await Task.Delay(100);
        }

        string[] spans =
        [
            "chat fake/model", "extract", "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens",
            "gen_ai.response.finish_reasons", "service.name", "structgen", "/v1/extract",
        ];
        Assert.All(spans, name => Assert.Contains(name, received["traces"], StringComparison.Ordinal));
        string[] metrics = ["gen_ai.client.operation.duration", "gen_ai.client.token.usage", "gen_ai.token.type", "structgen.generations", "http.server.request.duration"];
        Assert.All(metrics, name => Assert.Contains(name, received["metrics"], StringComparison.Ordinal));
        Assert.DoesNotContain(Unique, received["traces"] + received["metrics"], StringComparison.Ordinal);

        bool Has(string signal, string text) => received.TryGetValue(signal, out var got) && got.Contains(text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrometheusReadsMetricsOfALocalGeneration()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Telemetry:Prometheus=true");
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", """{"schemaName": "contact", "text": "Call Jane Roe.", "mode": "grammar"}"""));
        var page = await service.Client.GetStringAsync("/metrics");
        var samples = page.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => Sample().Match(line)).ToList();
        Assert.All(samples, sample => Assert.True(sample.Success));
        Assert.True(samples.Count > 20);
        var names = samples.Select(sample => sample.Groups[1].Value).ToHashSet();
        string[] expected =
        [
            "gen_ai_client_operation_duration_seconds_count", "gen_ai_client_token_usage_sum", "structgen_mask_duration_seconds_sum", "structgen_generations_total",
            "structgen_attempts_total", "http_server_request_duration_seconds_count",
        ];
        Assert.All(expected, name => Assert.Contains(names, found => found.StartsWith(name[..^4], StringComparison.Ordinal)));
        Assert.Contains(samples, sample => sample.Groups[1].Value == "structgen_mask_duration_seconds_sum" && double.Parse(sample.Groups[3].Value) > 0);
        Assert.DoesNotContain("Jane", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetricsAreForThisMachineAndAdmins()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, [.. AccessService.Settings, "Telemetry:Prometheus=true"]);
        var (other, _) = await AccessService.CreateKeyAsync(service, "extract");
        Assert.True((await service.Client.GetAsync("/metrics")).IsSuccessStatusCode);
        service.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        await ProblemAssert.IsAsync(await service.Client.GetAsync("/metrics"), 401, "unauthenticated");
        await ProblemAssert.IsAsync(await AccessService.SendAsync(service, HttpMethod.Get, "/metrics", other), 403, "forbidden");
        Assert.True((await AccessService.SendAsync(service, HttpMethod.Get, "/metrics", AccessService.AdminKey)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "192.0.2.1")]
    [InlineData("x-real-ip", "")]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("X-Forwarded-Host", "structgen.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Anything", "1")]
    [InlineData("CF-Connecting-IP", "192.0.2.1")]
    [InlineData("True-Client-IP", "192.0.2.1")]
    public async Task WhatAProxyPassesOnIsNotLocal(string header, string value)
    {
        await using var service = await ServiceUnderTest.StartAsync(null, [.. AccessService.Settings, "Telemetry:Prometheus=true"]);
        Assert.True((await service.Client.GetAsync("/metrics")).IsSuccessStatusCode);
        service.Client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        await ProblemAssert.IsAsync(await service.Client.GetAsync("/metrics"), 401, "unauthenticated");
    }

    [Fact]
    public async Task MetricsAreOffByDefault()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await ProblemAssert.IsAsync(await service.Client.GetAsync("/metrics"), 404, "not-found");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DocumentsAreLoggedOnlyOnRequest(bool wanted)
    {
        await using var service = await ServiceUnderTest.StartAsync(
            null, $"Telemetry:LogContent={wanted}", "Logging:LogLevel:Default=Trace", "Logging:Console:LogLevel:Default=None", "Logging:Console:LogLevel:Microsoft.AspNetCore=None", "Logging:Console:LogLevel:Microsoft.EntityFrameworkCore=None", "Logging:LogLevel:Microsoft.AspNetCore=Trace", "Logging:LogLevel:Microsoft.EntityFrameworkCore=Trace");
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", Ask));
        var log = string.Join('\n', service.Logs.Lines);
        Assert.Equal(wanted, log.Contains(Unique, StringComparison.Ordinal));
        Assert.Equal(wanted, log.Contains("Jane Roe", StringComparison.Ordinal));
        Assert.Contains("Generation with fake/model", log, StringComparison.Ordinal);
    }

    [GeneratedRegex("^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[^\"}]|\"(?:\\\\.|[^\"\\\\])*\")*\\})? ([-+0-9.eEinfNa]+)( [0-9]+)?$")]
    private static partial Regex Sample();
}
