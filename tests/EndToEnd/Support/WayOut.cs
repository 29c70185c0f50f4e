using System.Net;
using System.Net.Sockets;

namespace Notejam.EndToEnd.Support;

/// <summary>The way into the internet, as an HTTP proxy: one that answers everything in the internet's place, or one that is shut.</summary>
public sealed class WayOut : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private WayOut(bool open)
    {
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
        if (open) _ = AnswerAsync();
        else _listener.Stop();
    }

    /// <summary>What <c>http_proxy</c> is set to.</summary>
    public string Address { get; }

    public static WayOut Open() => new(open: true);

    public static WayOut Shut() => new(open: false);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private async Task AnswerAsync()
    {
        try
        {
            // A client may open a connection that it never uses: the others do not wait for that one.
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            using var reader = new StreamReader(client.GetStream());
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            await client.GetStream().WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        }
        catch (IOException)
        {
            // That one has gone; the next one is answered.
        }
    }
}
