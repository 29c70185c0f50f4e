using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Notejam.Sandbox.Host;

/// <summary>Lets tasks reach the AWS endpoint, which they do from a network of their own.</summary>
internal static class TaskDoor
{
    // ip(7): IP_FREEBIND takes an address that does not exist yet. The network comes with the first task, the gateway is there before.
    private const int InternetProtocol = 0;
    private const int FreeBind = 15;

    /// <summary>Whether this system can.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux();

    /// <summary>A socket that is bound to an endpoint.</summary>
    public static Socket Bind(EndPoint endpoint)
    {
        if (!IsPossible || endpoint is not IPEndPoint address || IPAddress.IsLoopback(address.Address)) return SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(InternetProtocol, FreeBind, BitConverter.GetBytes(1));
        socket.Bind(address);
        return socket;
    }
}
