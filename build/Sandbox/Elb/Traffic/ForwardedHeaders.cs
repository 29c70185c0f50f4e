using System.Globalization;
using Yarp.ReverseProxy.Forwarder;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>The headers that a load balancer adds: who asked, by which protocol, on which port.</summary>
internal sealed class ForwardedHeaders : HttpTransformer
{
    public static ForwardedHeaders Instance { get; } = new();

    /// <inheritdoc />
    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var request = httpContext.Request;
        var client = httpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        var before = request.Headers["X-Forwarded-For"].ToString();

        Set(proxyRequest, "X-Forwarded-For", before.Length > 0 ? $"{before}, {client}" : client);
        Set(proxyRequest, "X-Forwarded-Proto", request.Scheme);
        Set(proxyRequest, "X-Forwarded-Port", httpContext.Connection.LocalPort.ToString(CultureInfo.InvariantCulture));
        proxyRequest.Headers.Host = request.Host.Value;
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
