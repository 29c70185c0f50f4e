using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Notejam.Tests.Servers;

/// <summary>A door to a PostgreSQL that says to the first connections that it is still starting, as a server in recovery does.</summary>
public sealed class StartingServer : IAsyncDisposable
{
    private const int SslRequest = 80877103;
    private readonly TcpListener door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ends = new();
    private readonly Task serving;
    private int refusals;

    /// <summary>Opens it.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="refusals">How many connections are refused.</param>
    public StartingServer(int port, int refusals)
    {
        this.refusals = refusals;
        door.Start();
        serving = ServeAsync(port);
    }

    /// <summary>The door's port.</summary>
    public int Port => ((IPEndPoint)door.LocalEndpoint).Port;

    /// <summary>How many are still to be refused.</summary>
    public int Refusals => refusals;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await serving;
        door.Dispose();
        ends.Dispose();
    }

    private async Task ServeAsync(int port)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await door.AcceptTcpClientAsync(ends.Token);
                connections.Add(Interlocked.Decrement(ref refusals) >= 0 ? RefuseAsync(client) : CarryAsync(client, port));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private static async Task RefuseAsync(TcpClient client)
    {
        using var connection = client;
        var stream = client.GetStream();
        while (await ReadPacketAsync(stream) == SslRequest) await stream.WriteAsync("N"u8.ToArray());
        var fields = Encoding.ASCII.GetBytes("SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0");
        await stream.WriteAsync((byte[])[(byte)'E', 0, 0, 0, (byte)(fields.Length + 4), .. fields]);
    }

    /// <summary>The number that a start-up packet begins with.</summary>
    private static async Task<int> ReadPacketAsync(NetworkStream stream)
    {
        var head = new byte[8];
        await stream.ReadExactlyAsync(head);
        await stream.ReadExactlyAsync(new byte[IPAddress.NetworkToHostOrder(BitConverter.ToInt32(head, 0)) - 8]);
        return IPAddress.NetworkToHostOrder(BitConverter.ToInt32(head, 4));
    }

    private async Task CarryAsync(TcpClient client, int port)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
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
