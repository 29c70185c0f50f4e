using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Notejam.Sandbox.Emulator;

/// <summary>Passes requests on as they are: host and path are part of what a client signed and of how a bucket is named.</summary>
internal sealed class S3Transformer : HttpTransformer
{
    public static readonly S3Transformer Instance = new();

    /// <inheritdoc />
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Host = httpContext.Request.Host.Value;
        if (httpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] target) proxyRequest.RequestUri = new Uri(destinationPrefix + target);
    }
}
