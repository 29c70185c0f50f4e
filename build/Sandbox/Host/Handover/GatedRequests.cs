using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Notejam.Sandbox.Host.Handover;

/// <summary>Takes each request of the gateway's own ports through the gate.</summary>
internal static class GatedRequests
{
    private static readonly HttpMessageInvoker Http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
    });

    /// <summary>Stands before everything else.</summary>
    public static void UseRequestGate(this IApplicationBuilder app)
    {
        var gate = app.ApplicationServices.GetRequiredService<RequestGate>();
        var forwarder = app.ApplicationServices.GetRequiredService<IHttpForwarder>();
        app.Use(async (context, next) =>
        {
            if (await gate.EnterAsync(context.RequestAborted))
            {
                try
                {
                    await next(context);
                }
                finally
                {
                    gate.Leave();
                }
            }
            else
            {
                // The successor listens where this connection came in; the next connection is its own.
                context.EndConnectionAfterwards();
                var here = new IPEndPoint(context.Connection.LocalIpAddress!, context.Connection.LocalPort);
                await forwarder.SendAsync(context, $"http://{here}", Http, ForwarderRequestConfig.Empty, SameHost.Instance);
            }
        });
    }

    /// <summary>Has this request's connection end with its answer, as HTTP allows: no request is lost.</summary>
    public static void EndConnectionAfterwards(this HttpContext context) => context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

    private sealed class SameHost : HttpTransformer
    {
        public static SameHost Instance { get; } = new();

        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = httpContext.Request.Host.Value;
        }
    }
}
