using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Notejam.Machine.Tests.Support;

/// <summary>
/// Whoever listens where a client may go by mistake: another S3, or a proxy. It keeps the first line of each request and
/// refuses it, <c>CONNECT</c> too, so that nothing waits.
/// </summary>
internal sealed class RecordingServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly int _status;

    /// <param name="address">Where it listens; 127.0.0.1 when null.</param>
    public RecordingServer(int status = 403, IPAddress? address = null)
    {
        _status = status;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>Method and target of each request.</summary>
    public IReadOnlyList<string> Requests => [.. _lines];

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                if (await reader.ReadLineAsync() is not { Length: > 0 } line) return;
                _lines.Enqueue(line[..line.LastIndexOf(' ')]);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {_status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                client.Client.Shutdown(SocketShutdown.Send);
                await reader.ReadToEndAsync();
            }
            catch (IOException)
            {
                // The client went first.
            }
        }
    }
}
