using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StructGen.HostileBench;

/// <summary>Sends as somebody else: from 127.0.0.2, which the service takes for another caller. Counts what comes back.</summary>
internal sealed class AttackClient : IDisposable
{
    private readonly HttpClient _http;

    public AttackClient(Uri server)
    {
        Server = server;
        _http = Clients.From(IPAddress.Parse("127.0.0.2"), server);
    }

    public Uri Server { get; }

    public ConcurrentDictionary<string, int> Statuses { get; } = new();

    public long LongestAnswer { get; private set; }

    public void Dispose() => _http.Dispose();

    public Task PostAsync(string path, string json, CancellationToken token) => SendAsync(HttpMethod.Post, path, json, token);

    public async Task SendAsync(HttpMethod method, string path, string? json, CancellationToken token)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
            var length = 0L;
            await using var stream = await response.Content.ReadAsStreamAsync(token);
            var buffer = new byte[64 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, token)) > 0;) length += read;
            LongestAnswer = Math.Max(LongestAnswer, length);
            Count($"{(int)response.StatusCode}");
            if (response.StatusCode == HttpStatusCode.TooManyRequests) await Task.Delay(50, token); // As fast as this, not as fast as a loop goes.
        }
        catch (OperationCanceledException)
        {
            Count("left");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            Count("broken");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>Announces a body and sends a few bytes of it now and then.</summary>
    public async Task TrickleAsync(string path, int bytesPerSecond, CancellationToken token)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(Server.Host, Server.Port, token);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{{"), token);
            var answer = stream.ReadAsync(new byte[4096], token).AsTask();
            while (!answer.IsCompleted)
            {
                await stream.WriteAsync(new byte[bytesPerSecond / 4], token);
                await Task.WhenAny(answer, Task.Delay(250, token));
            }

            Count(await answer > 0 ? "answered" : "closed");
        }
        catch (OperationCanceledException)
        {
            Count("left");
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            Count("closed");
        }
    }

    private void Count(string status) => Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
}
