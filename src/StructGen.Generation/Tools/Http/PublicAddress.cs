using System.Net;
using System.Net.Sockets;

namespace StructGen.Generation.Tools.Http;

/// <summary>Tells addresses of the public internet from all others.</summary>
/// <remarks>
/// IANA's registries of special-purpose addresses (RFC 6890 and its updates), multicast (RFC 5771, RFC 4291), deprecated blocks, and addresses in which another
/// one is hidden (IPv4-mapped, IPv4-compatible, 6to4, Teredo, NAT64). A few blocks in them are reachable; nobody offers an API there. Of IPv6 only
/// 2000::/3 is given out at all, so everything else is refused without being named.
/// </remarks>
internal static class PublicAddress
{
    private static readonly IPNetwork Unicast6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
        "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32"); // The last is in no registry: Azure's host answers virtual machines there, metadata among the rest.

    private static readonly IPNetwork[] Special6 = Parse("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    /// <summary>Whether an address is one of the public internet.</summary>
    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Special4.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && Unicast6.Contains(address) && !Special6.Any(network => network.Contains(address)),
        _ => false,
    };

    private static IPNetwork[] Parse(params ReadOnlySpan<string> networks)
    {
        var parsed = new IPNetwork[networks.Length];
        for (var index = 0; index < networks.Length; index++) parsed[index] = IPNetwork.Parse(networks[index]);
        return parsed;
    }
}
