using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Notejam.Machine;

namespace Notejam.Sandbox.Host;

/// <summary>Sees before anything is started whether the ports are free.</summary>
public static class PortCheck
{
    /// <summary>What to do when the sandbox's addresses are taken and are to stay so.</summary>
    public const string Elsewhere = "run the sandbox elsewhere with --sandbox-endpoint http://127.0.0.1:<port>";

    /// <summary>What to do about a port that another process holds.</summary>
    public static string Remedy(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"end the process that holds it (`ss -ltnp 'sport = :{port}'` names it), or {Elsewhere}.");

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
                $"Port {port} on 127.0.0.1, needed for {use}, {what}: {Remedy(port)}"), error);
        }
    }
}
