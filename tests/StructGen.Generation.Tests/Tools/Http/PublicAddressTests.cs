using System.Net;
using CsCheck;
using StructGen.Generation.Tools.Http;

namespace StructGen.Generation.Tests.Tools.Http;

public class PublicAddressTests
{
    /// <summary>IANA's registries of special-purpose IPv4 and IPv6 addresses, multicast, deprecated blocks, and those that hide another address.</summary>
    private static readonly string[] Special =
    [
        // IANA IPv4 Special-Purpose Address Registry
        "0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.0.0/29", "192.0.0.8/32",
        "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/32", "192.0.0.171/32", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32",
        // Multicast and clouds' metadata
        "224.0.0.0/4", "169.254.169.254/32", "169.254.170.2/32", "100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::254/128", "fd20:ce::254/128",
        // IANA IPv6 Special-Purpose Address Registry
        "::1/128", "::/128", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001::/32", "2001:1::1/128", "2001:1::2/128", "2001:1::3/128",
        "2001:2::/48", "2001:3::/32", "2001:4:112::/48", "2001:10::/28", "2001:20::/28", "2001:30::/28", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16",
        "fc00::/7", "fe80::/10",
        // Multicast, deprecated site-local and IPv4-compatible, and what is not given out
        "ff00::/8", "fec0::/10", "::/96", "::/3", "4000::/2", "8000::/1",
    ];

    public static TheoryData<string> Blocks => [.. Special];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Is_AnyAddressOfASpecialBlock_IsNotPublic(string block)
    {
        var network = IPNetwork.Parse(block);
        Assert.False(PublicAddress.Is(network.BaseAddress));
        Assert.False(PublicAddress.Is(Fill(network, _ => 0xFF)));
        Gen.Byte.Array[16].Sample(bytes => !PublicAddress.Is(Fill(network, index => bytes[index])), iter: 500);
    }

    [Fact]
    public void Is_IPv4AddressHiddenInIPv6_IsNeverPublic()
        => Gen.Byte.Array[4].Sample(v4 =>
        {
            var hidden = new IPAddress(v4);
            byte[] nat64 = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. v4];
            byte[] sixToFour = [0x20, 0x02, .. v4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
            return !PublicAddress.Is(hidden.MapToIPv6()) && !PublicAddress.Is(new IPAddress(nat64)) && !PublicAddress.Is(new IPAddress(sixToFour));
        });

    [Fact]
    public void Is_AddressOutsideEveryBlock_IsPublic()
    {
        var networks = Special.Select(block => IPNetwork.Parse(block)).ToList();
        Gen.Byte.Array[4].Select(bytes => new IPAddress(bytes)).Sample(address => PublicAddress.Is(address) == !networks.Any(network => network.Contains(address)), iter: 20_000);
        Gen.Byte.Array[16].Select(bytes => new IPAddress(bytes)).Sample(address => PublicAddress.Is(address) == !networks.Any(network => network.Contains(address)), iter: 20_000);
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("100.63.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2a00:1450:4001:81b::200e")]
    public void Is_WellKnownPublicServersAndNeighboursOfBlocks_ArePublic(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    private static IPAddress Fill(IPNetwork network, Func<int, byte> fill)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++)
        {
            var mask = (byte)(0x80 >> (bit % 8));
            bytes[bit / 8] = (byte)((bytes[bit / 8] & ~mask) | (fill(bit / 8) & mask));
        }

        return new IPAddress(bytes);
    }
}
