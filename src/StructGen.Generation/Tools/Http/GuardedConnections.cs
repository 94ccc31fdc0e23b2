using System.Net;
using System.Net.Sockets;

namespace StructGen.Generation.Tools.Http;

/// <summary>Connections to public addresses only: the check is made on the very address that is connected to, so a name that resolves differently a moment later gains nothing.</summary>
internal static class GuardedConnections
{
    /// <summary>A handler without redirects, proxies, cookies and credentials of the host.</summary>
    public static SocketsHttpHandler Create(HttpToolOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // Identifiers of our traces are nobody else's business.
        ActivityHeadersPropagator = null,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, options, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint place, HttpToolOptions options, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(place.Host, cancellationToken).ConfigureAwait(false);
        IPAddress[] allowed = options.AllowPrivateNetworks ? found : [.. found.Where(PublicAddress.Is)];
        if (allowed.Length == 0) throw new ToolFaultException($"The host '{place.Host}' has no public address, and others are not allowed here (Tools:Http:AllowPrivateNetworks).");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, place.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
