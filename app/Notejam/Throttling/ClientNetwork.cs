using System.Net;
using System.Net.Sockets;

namespace Notejam.Throttling;

/// <summary>Which client a request comes from.</summary>
public static class ClientNetwork
{
    private const int SubnetBytes = 8;

    /// <summary>The IPv4 address, or the /64 of an IPv6 address: who has one address of it has them all.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(SubnetBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    /// <summary>The client of the request.</summary>
    public static string Client(this HttpContext context) => Of(context.Connection.RemoteIpAddress);
}
