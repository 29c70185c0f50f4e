using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Notejam.Sandbox.Host.Handover;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>A web server of its own for one listener, started and stopped while the sandbox runs.</summary>
internal sealed class ListenerServer : IAsyncDisposable
{
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(5);
    private readonly KestrelServer _server;

    private ListenerServer(KestrelServer server, IPEndPoint endpoint)
    {
        _server = server;
        Endpoint = endpoint;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="certificate">Speaks TLS when given.</param>
    /// <exception cref="IOException">The port is taken, or not allowed.</exception>
    public static async Task<ListenerServer> StartAsync(
        IPEndPoint endpoint, X509Certificate2? certificate, RequestDelegate handler, IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services };
        options.Limits.MaxRequestBodySize = null;
        options.Listen(endpoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            if (certificate is not null) listen.UseHttps(certificate);
            else listen.Protocols = HttpProtocols.Http1;
        });
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var server = new KestrelServer(Options.Create(options), new SharedTransport(services.GetRequiredService<ListeningSockets>(), loggers) { ServesPeople = true }, loggers);
        try
        {
            await server.StartAsync(new Application(handler), cancellationToken);
            return new ListenerServer(server, endpoint);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening and lets the last requests end.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(LastRequests);

    /// <summary>Stops listening and lets the last requests end.</summary>
    /// <param name="lastRequests">How long they may take.</param>
    public async Task StopAsync(TimeSpan lastRequests)
    {
        using var timeout = new CancellationTokenSource(lastRequests);
        await _server.StopAsync(timeout.Token);
        _server.Dispose();
    }

    private sealed class Application(RequestDelegate handler) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handler(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
