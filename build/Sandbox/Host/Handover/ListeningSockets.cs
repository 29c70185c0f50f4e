using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Notejam.Sandbox.Host.Handover;

/// <summary>All sockets on which the gateway listens: its own and those of a predecessor.</summary>
internal sealed class ListeningSockets
{
    private const int Backlog = 512;
    private readonly ConcurrentDictionary<IPEndPoint, Socket> _inherited = new();
    private readonly ConcurrentDictionary<ListeningSocket, IPEndPoint> _open = new();

    /// <summary>Those that are open.</summary>
    public IReadOnlyCollection<ListeningSocket> Open => [.. _open.Keys];

    /// <summary>Whether a predecessor's sockets wait for their servers.</summary>
    public bool HasInherited => !_inherited.IsEmpty;

    /// <summary>Takes a predecessor's socket; the server of that endpoint gets it.</summary>
    public void Inherit(IPEndPoint endpoint, int descriptor) => _inherited[endpoint] = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));

    /// <summary>Listens at an endpoint.</summary>
    /// <param name="servesPeople">Whether connections are accepted until a successor accepts them.</param>
    /// <exception cref="SocketException">It is taken, or not allowed.</exception>
    public ListeningSocket Listen(IPEndPoint endpoint, bool servesPeople = false)
    {
        var socket = _inherited.TryRemove(endpoint, out var inherited) ? inherited : TaskDoor.Bind(endpoint);
        try
        {
            socket.Listen(Backlog);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var listening = new ListeningSocket((IPEndPoint)socket.LocalEndPoint!, socket, gone => _open.TryRemove(gone, out _)) { ServesPeople = servesPeople };
        _open[listening] = endpoint;
        return listening;
    }

    /// <summary>Closes what no server of this gateway took.</summary>
    public void DropInherited()
    {
        foreach (var endpoint in _inherited.Keys)
            if (_inherited.TryRemove(endpoint, out var socket)) socket.Dispose();
    }
}
