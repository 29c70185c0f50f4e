using System.Net;

namespace Notejam.Sandbox.Route53.Health;

/// <summary>A health checker's request. It goes to this machine alone.</summary>
internal sealed class EndpointProbe : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
#pragma warning disable CA5359 // Route 53 looks at no certificate either: it wants to know whether somebody answers.
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
    })
    { Timeout = Patience, DefaultRequestHeaders = { { "User-Agent", "Amazon-Route53-Health-Check-Service" } } };

    /// <summary>Asks: an answer of 2xx or 3xx within four seconds is a healthy one.</summary>
    public async Task<HealthVerdict> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        if (!IPAddress.TryParse(url.Host, out var address) || !IPAddress.IsLoopback(address))
            return new HealthVerdict(false, $"sandbox: {url.Host} is no load balancer of the sandbox");
        try
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new HealthVerdict((int)response.StatusCode is >= 200 and < 400, $"{url} answers {(int)response.StatusCode}");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new HealthVerdict(false, $"{url}: {error.Message}");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
