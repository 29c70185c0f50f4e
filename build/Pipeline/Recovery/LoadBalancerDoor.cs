using System.Net.Sockets;

namespace Notejam.Pipeline.Recovery;

/// <summary>Reaches Notejam through one load balancer, whatever DNS says of the name in the address: TLS and Host keep that name.</summary>
internal static class LoadBalancerDoor
{
    /// <summary>A client whose every connection leads to a load balancer.</summary>
    /// <param name="host">Its host name.</param>
    public static HttpClient Open(string host)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectCallback = (context, cancellation) => ConnectAsync(host, context.DnsEndPoint.Port, cancellation) };
        var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        // A firewall turns away who does not say what he is.
        http.DefaultRequestHeaders.UserAgent.ParseAdd("notejam-delivery");
        return http;
    }

    private static async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
