using System.Text;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.ToolRuns;

/// <summary>Whatever a tool's server sends is the tool's fault, which the model reads: the run goes on and is answered with 200.</summary>
public sealed class ToolServerFaultTests
{
    private static readonly Dictionary<string, byte[]> Answers = new()
    {
        ["half a surrogate pair"] = Json("\"\\ud800\""),
        ["half a surrogate pair in a member"] = Json("{\"a\": [\"x\\udc00\"]}"),
        ["half a surrogate pair in a name"] = Json("{\"\\ud83d\": 1}"),
        ["UTF-7"] = Text("application/json; charset=utf-7", "{}"),
        ["an unknown charset"] = Text("application/json; charset=klingon", "{}"),
        ["an empty charset"] = Text("application/json; charset=\"\"", "{}"),
        ["UTF-16 that is UTF-8"] = Text("application/json; charset=utf-16", "{\"a\":1}x"),
        ["bytes that are no UTF-8"] = [.. Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"), 0xFF, 0xFE, 0x22],
        ["deep JSON"] = Json(new string('[', 15_000)),
        ["deep JSON that ends"] = Json(new string('[', 9_000) + new string(']', 9_000)),
        ["a header without end"] = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nX: {new string('x', 200_000)}\r\n\r\n"),
        ["many headers"] = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 20_000).Select(n => $"X{n}: 1\r\n")) + "\r\n"),
        ["a length that is none"] = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n{}"),
        ["a huge length"] = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999999999999999999\r\n\r\n{}"),
        ["a length that is not reached"] = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{}"),
        ["a chunk of no size"] = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"),
        ["a chunk of too much"] = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}"),
        ["no HTTP"] = Encoding.ASCII.GetBytes("220 smtp ready\r\n"),
        ["a status of no number"] = Encoding.ASCII.GetBytes("HTTP/1.1 abc OK\r\n\r\n"),
        ["nothing"] = [],
        ["a wrong media type"] = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: ;;=,\r\nConnection: close\r\n\r\n{}"),
        ["compressed"] = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n{}"),
        ["an error with half a character"] = [.. Encoding.ASCII.GetBytes("HTTP/1.1 500 No\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"), .. Encoding.UTF8.GetBytes(new string('x', 999) + "😀😀")],
    };

    public static TheoryData<string> Names => new(Answers.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task WhatAServerSendsIsTheToolsFault(string what)
    {
        await using var server = new RawServer(async (stream, token) => await stream.WriteAsync(Answers[what], token));
        await AssertFaultAsync(server, isTaken: what is "a length that is none" or "a huge length"); // The client reads to the end then, which is as good.
    }

    [Fact]
    public async Task ChunksWithoutEndAreTooLong()
    {
        await using var server = new RawServer(async (stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"), token);
            while (true) await stream.WriteAsync(Encoding.ASCII.GetBytes("1\r\n \r\n"), token);
        });
        await AssertFaultAsync(server);
    }

    private static async Task AssertFaultAsync(RawServer server, bool isTaken = false)
    {
        await using var service = await ServiceUnderTest.StartAsync(
            null, $"Tools:Http:AllowedHosts:0={server.Host}", "Tools:Http:AllowHttp=true", "Tools:Http:AllowPrivateNetworks=true", "Tools:Http:MaxResponseBytes=20000", "Tools:Http:Timeout=00:00:20");
        await ProblemAssert.OkAsync(await service.PutAsync("/v1/tools/odd", $$"""{"http": {"url": "http://{{server.Host}}/x"} }"""));
        service.Model.Says("""{"name": "odd", "arguments": {}}""", """{"name": "reply", "arguments": {"text": "It failed."}}""");
        var run = await ProblemAssert.OkAsync(await service.PostAsync("/v1/tool-runs", """{"input": "Do it.", "tools": ["odd"], "model": "fake/model"}"""));
        var result = run.GetProperty("steps")[0].GetProperty("results")[0];
        if (isTaken && result.GetProperty("status").GetString() == "ok") return;
        Assert.Equal("error", result.GetProperty("status").GetString());
        Assert.NotEmpty(result.GetProperty("error").GetString()!);
        Assert.Equal("answered", run.GetProperty("finishReason").GetString());
        Assert.DoesNotContain(service.Logs.Lines, line => line.Contains("Unforeseen", StringComparison.Ordinal));
    }

    private static byte[] Json(string json) => Text("application/json", json);

    private static byte[] Text(string type, string text) => Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n{text}");
}
