using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Notejam.Sandbox.Host.Handover;

/// <summary>Kestrel's sockets, on listeners that a successor can share.</summary>
internal sealed class SharedTransport(ListeningSockets sockets, ILoggerFactory loggers) : IConnectionListenerFactory
{
    /// <summary>Whether its listeners are people's, who do not wait for a successor.</summary>
    public bool ServesPeople { get; init; }

    /// <inheritdoc />
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        try
        {
            return ValueTask.FromResult<IConnectionListener>(new Listener(sockets.Listen((IPEndPoint)endpoint, ServesPeople), loggers));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(error.Message, error);
        }
    }

    private sealed class Listener(ListeningSocket socket, ILoggerFactory loggers) : IConnectionListener
    {
        private readonly SocketConnectionContextFactory _connections = new(new SocketConnectionFactoryOptions(), loggers.CreateLogger<SharedTransport>());

        public EndPoint EndPoint => socket.Endpoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            if (await socket.AcceptAsync() is not { } accepted) return null;
            accepted.NoDelay = true;
            return _connections.Create(accepted);
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default) => await socket.CloseAsync();

        public async ValueTask DisposeAsync()
        {
            await socket.CloseAsync();
            _connections.Dispose();
        }
    }
}
