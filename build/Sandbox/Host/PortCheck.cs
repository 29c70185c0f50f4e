using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Notejam.Machine;

namespace Notejam.Sandbox.Host;

/// <summary>Sees before anything is started whether the ports are free.</summary>
public static class PortCheck
{
    /// <summary>Demands that a port of loopback is free.</summary>
    /// <param name="port">The port.</param>
    /// <param name="use">What it is needed for, for the message.</param>
    /// <exception cref="MachineException">It is in use: names port and remedy.</exception>
    public static void Demand(int port, string use)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            var what = error.SocketErrorCode == SocketError.AccessDenied ? "may not be opened by this user" : "is in use by another process";
            throw new MachineException(string.Create(CultureInfo.InvariantCulture,
                $"Port {port} on 127.0.0.1, needed for {use}, {what}: end the process that holds it (`ss -ltnp 'sport = :{port}'` names it), or start the sandbox with another --port."), error);
        }
    }
}
