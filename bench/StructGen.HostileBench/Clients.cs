using System.Net;
using System.Net.Sockets;

namespace StructGen.HostileBench;

/// <summary>HTTP clients from an address of their own: all of 127.0.0.0/8 is this machine.</summary>
internal static class Clients
{
    public static HttpClient From(IPAddress address, Uri server) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(IPAddress.Parse(server.Host), context.DnsEndPoint.Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    { BaseAddress = server, Timeout = TimeSpan.FromMinutes(3) };
}
