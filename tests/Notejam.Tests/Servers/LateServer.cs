using System.Net;
using System.Net.Sockets;

namespace Notejam.Tests.Servers;

/// <summary>A door to a server of this machine that takes connections at once and lets their bytes through only after a while.</summary>
public sealed class LateServer : IAsyncDisposable
{
    private readonly TcpListener door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ends = new();
    private readonly Task serving;

    /// <summary>Opens it.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="delay">How late it is, each time.</param>
    public LateServer(int port, TimeSpan delay)
    {
        door.Start();
        serving = ServeAsync(port, delay);
    }

    /// <summary>The door's port.</summary>
    public int Port => ((IPEndPoint)door.LocalEndpoint).Port;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await serving;
        door.Dispose();
        ends.Dispose();
    }

    private async Task ServeAsync(int port, TimeSpan delay)
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(CarryAsync(await door.AcceptTcpClientAsync(ends.Token), port, delay));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient client, int port, TimeSpan delay)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await Task.Delay(delay, ends.Token);
                await server.ConnectAsync(IPAddress.Loopback, port, ends.Token);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), ends.Token), server.GetStream().CopyToAsync(client.GetStream(), ends.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
            {
                // Either side has gone, or the test is over.
            }
        }
    }
}
