using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Notejam.Machine.Environments;

namespace Notejam.Pipeline.Tools;

/// <summary>The way in that people take: names looked up, certificates verified. A sandbox has its own of both.</summary>
/// <param name="resolve">Where a name leads. Throws <see cref="SocketException"/> for a name that leads nowhere.</param>
/// <param name="authorities">Who vouches for certificates; empty for whom this machine trusts.</param>
public sealed class PublicAccess(Func<string, CancellationToken, Task<IPAddress[]>> resolve, X509Certificate2Collection authorities)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>By DNS, and by the authorities that this machine trusts.</summary>
    public static PublicAccess Internet { get; } = new(Dns.GetHostAddressesAsync, []);

    /// <summary>Whether others vouch for certificates here than those whom this machine trusts.</summary>
    public bool HasOwnAuthorities => authorities.Count > 0;

    /// <summary>Where a name leads.</summary>
    /// <exception cref="SocketException">Nowhere.</exception>
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => resolve(host, cancellationToken);

    /// <summary>A client that goes where names lead, and follows redirects.</summary>
    public HttpClient Open() => Open(null, redirects: true);

    /// <summary>A client whose every connection leads to one load balancer, whatever DNS says of the name in the address: TLS and Host keep that name.</summary>
    /// <param name="loadBalancer">Its host name.</param>
    public HttpClient OpenAt(string loadBalancer) => Open(loadBalancer, redirects: false);

    private HttpClient Open(string? loadBalancer, bool redirects)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = redirects,
            SslOptions = { CertificateChainPolicy = TrustPolicy() },
            // Of the server, or of the proxy that stands before it.
            ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation),
        };
        var http = new HttpClient(new Way(handler, loadBalancer)) { Timeout = Patience };
        // A firewall turns away who does not say what he is.
        http.DefaultRequestHeaders.UserAgent.ParseAdd("notejam-delivery");
        return http;
    }

    private X509ChainPolicy? TrustPolicy()
    {
        if (authorities.Count == 0) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(await resolve(host, cancellationToken), port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Leads requests to a load balancer, and says of one that fails which proxy it went through.</summary>
    private sealed class Way(HttpMessageHandler inner, string? loadBalancer) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            if (loadBalancer is not null)
            {
                // TLS takes the name to verify from this header.
                request.Headers.Host ??= address.Authority;
                request.RequestUri = address = new UriBuilder(address) { Host = loadBalancer }.Uri;
            }

            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException exception) when (OutgoingProxy.Find(address) is { } proxy)
            {
                throw new HttpRequestException(exception.HttpRequestError, $"{exception.Message} (through the proxy {proxy})", exception.InnerException ?? exception, exception.StatusCode);
            }
        }
    }
}
