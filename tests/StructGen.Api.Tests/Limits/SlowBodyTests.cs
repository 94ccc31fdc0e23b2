using System.Net.Sockets;
using System.Text;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Limits;

/// <summary>Clients that send their bodies slowly, over real sockets, hold nothing but their own connections.</summary>
public sealed class SlowBodyTests
{
    private const string Ask = """{"schema": {"type": "object", "properties": {"name": {"type": "string"}}}, "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/extract", "")]
    [InlineData("/v1/tool-calls", "")]
    [InlineData("/v1/chat/completions", "")]
    [InlineData("/v1/extract", "Idempotency-Key: KEY\r\n")]
    public async Task BodiesOnTheirWayTakeNoPermit(string path, string header)
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Limits:Concurrency=1", "Limits:BodyTimeout=00:10:00", "Limits:BodyBytesPerSecond=1");
        var slow = new List<TcpClient>();
        try
        {
            for (var count = 0; count < 40; count++) slow.Add(await BeginAsync(service, path, header.Replace("KEY", $"k{count}", StringComparison.Ordinal)));
            for (var round = 0; round < 5; round++)
            {
                foreach (var client in slow) await client.GetStream().WriteAsync(" "u8.ToArray(), Token);
                await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", Ask));
                Assert.Equal("ok", await service.Client.GetStringAsync("/healthz", Token));
            }
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Theory]
    [InlineData("/v1/extract")]
    [InlineData("/v1/schemas/check")]
    public async Task ABodyThatIsNotThereInTimeIsGivenUp(string path)
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Limits:BodyTimeout=00:00:00.500", "Limits:BodyBytesPerSecond=1");
        using var client = await BeginAsync(service, path, "");
        var answer = await AnswerOf(client);
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("urn:structgen:problem:body-timeout", answer, StringComparison.Ordinal);
        Assert.Contains("Limits:BodyTimeout", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyBelowTheLowestRateIsGivenUp()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Limits:BodyTimeout=00:10:00", "Limits:BodyBytesPerSecond=1000000");
        using var client = await BeginAsync(service, "/v1/extract", "");
        Assert.StartsWith("HTTP/1.1 408 ", await AnswerOf(client), StringComparison.Ordinal);
    }

    private static async Task<TcpClient> BeginAsync(ServiceUnderTest service, string path, string header)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.Client.BaseAddress!.Port, Token);
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n{header}\r\n{{";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Token);
        return client;
    }

    private static async Task<string> AnswerOf(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Token).WaitAsync(TimeSpan.FromMinutes(2), Token);
    }
}
