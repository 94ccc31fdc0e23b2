using System.Net.Sockets;
using System.Text;
using StructGen.Api.Tests.Hosting;
using StructGen.Api.Tests.ToolRuns;

namespace StructGen.Api.Tests.Telemetry;

/// <summary>Query strings are a client's data and a tool's arguments: no log line holds one, at the lowest level of everything.</summary>
public sealed class QueryLogTests
{
    private const string Unique = "un1que-and-private";

    private static readonly string[] Everything =
    [
        "Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft.AspNetCore=Trace", "Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Trace",
        "Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel.BadRequests=Trace", "Logging:LogLevel:System.Net.Http=Trace", "Logging:LogLevel:Microsoft.EntityFrameworkCore=Warning",
        "Logging:RecordedLogs:LogLevel:Microsoft.AspNetCore.Hosting=Trace", "Logging:Console:LogLevel:Default=None",
    ];

    [Fact]
    public async Task NoQueryIsLogged()
    {
        await using var api = await LocalApi.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            null, [.. Everything, $"Tools:Http:AllowedHosts:0={api.Host}", "Tools:Http:AllowHttp=true", "Tools:Http:AllowPrivateNetworks=true"]);
        await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/known", "{}"));
        string[] paths =
        [
            "/healthz", "/nowhere", "/v1/schemas", "/v1/schemas/known", "/v1/schemas/known/diff", "/v1/schemas/known/versions", "/v1/tools", "/v1/models", "/v1/extract", "/metrics", "/openapi/v1.json", "/openapi/v2.json", "/scalar",
        ];
        foreach (var path in paths)
        {
            foreach (var member in new[] { "search", "limit", "from", "after", "compatibility", "documentName", "x" })
            {
                _ = await service.Client.GetAsync($"{path}?{member}={Unique}");
                _ = await service.PostAsync($"{path}?{member}={Unique}", "{}");
            }
        }

        _ = await service.PutAsync($"/v1/schemas/known?compatibility={Unique}", "{}");
        foreach (var target in new[] { $"/healthz?{Unique}\\<>", $"/%zz?{Unique}", $"http://[/?{Unique}", $"//?{Unique} x" }) await SendRawAsync(service, target);
        await ProblemAssert.OkAsync(await service.PutAsync(
            "/v1/tools/ask", $$"""{"parameters": {"type": "object", "properties": {"q": {"type": "string"} }, "required": ["q"] }, "http": {"url": "{{api.Address}}/ask?fixed={{Unique}}", "query": {"q": "{q}"} } }"""));
        service.Model.Says($$"""{"name": "ask", "arguments": {"q": "{{Unique}}"} }""", """{"name": "reply", "arguments": {"text": "Done."}}""");
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/tool-runs", """{"input": "Do it.", "tools": ["ask"], "model": "fake/model"}"""));

        Assert.Contains(api.Requests, request => request.Contains(Unique, StringComparison.Ordinal));
        Assert.Contains(service.Logs.Lines, line => line.StartsWith("Debug", StringComparison.Ordinal));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Contains(Unique, StringComparison.Ordinal));
    }

    private static async Task SendRawAsync(ServiceUnderTest service, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.Client.BaseAddress!.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        _ = await reader.ReadToEndAsync();
    }
}
