using System.Net;
using System.Net.Sockets;
using StructGen.Generation.Compiling;

namespace StructGen.Api.Access;

/// <summary>Names the callers between whom the compile queue is fair: the key's or token's identity, else the address that the connection comes from.</summary>
internal static class CompileCallers
{
    /// <summary>Bytes of an IPv6 address that one customer of a network shares (RFC 6177): the rest is his to choose.</summary>
    private const int NetworkBytes = 8;

    public static IApplicationBuilder UseCompileCallers(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        CompileCaller.Set(Caller.Of(context)?.Id ?? NameOf(context.Connection.RemoteIpAddress));
        await next(context);
    });

    /// <summary>An address as a caller's name.</summary>
    internal static string NameOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return $"address:{address}";
        return $"address:{Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))}";
    }
}
