using System.Web;
using Yarp.ReverseProxy.Forwarder;

namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>Puts a region's name before the repository's on the way in, and takes it off on the way out.</summary>
internal sealed class RegistryTransformer(string region) : HttpTransformer
{
    private const string Root = "/v2/";

    /// <inheritdoc />
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Authorization = null;
        var path = httpContext.Request.Path.Value![Root.Length..];
        proxyRequest.RequestUri = new Uri($"{destinationPrefix}{Root}{region}/{path}{Query(httpContext.Request.QueryString.Value)}");
    }

    /// <inheritdoc />
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var goesOn = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        var location = httpContext.Response.Headers.Location.ToString();
        var prefix = Root + region + "/";
        if (location.StartsWith(prefix, StringComparison.Ordinal)) httpContext.Response.Headers.Location = Root + location[prefix.Length..];
        return goesOn;
    }

    // A layer may be taken over from another repository: of the same region.
    private string Query(string? query)
    {
        if (query is null || !query.Contains("from=", StringComparison.Ordinal)) return query ?? "";
        var values = HttpUtility.ParseQueryString(query);
        values["from"] = $"{region}/{values["from"]}";
        return "?" + values;
    }
}
