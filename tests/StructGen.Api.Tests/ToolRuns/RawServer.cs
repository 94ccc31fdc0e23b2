using System.Net;
using System.Net.Sockets;

namespace StructGen.Api.Tests.ToolRuns;

/// <summary>A server that answers every connection with the same bytes, whatever they are.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public RawServer(Func<Stream, CancellationToken, Task> answer)
    {
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ServeAsync(Func<Stream, CancellationToken, Task> answer)
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            await using var stream = client.GetStream();
            try
            {
                _ = await stream.ReadAsync(new byte[16 * 1024], _end.Token);
                await answer(stream, _end.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[1024], _end.Token) > 0)
                {
                    // Until the client closes: a reset could overtake the answer.
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                // The client has had enough.
            }
        }
    }
}
