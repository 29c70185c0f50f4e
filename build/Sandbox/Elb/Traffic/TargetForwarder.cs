using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>How forwarding a request ended.</summary>
internal enum ForwardOutcome
{
    Answered,
    NoTarget,
    TimedOut,
    Failed,
    ClientLeft,
}

/// <summary>Sends requests to targets, over connections that all listeners share.</summary>
internal sealed class TargetForwarder(IHttpForwarder forwarder) : IDisposable
{
    private const int Attempts = 3;

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    });

    /// <summary>Sends a request to a healthy target of the pool, and to another one where that cannot do any harm.</summary>
    public async Task<ForwardOutcome> SendAsync(HttpContext context, TargetPool pool, TimeSpan idleTimeout)
    {
        var config = new ForwarderRequestConfig { ActivityTimeout = idleTimeout };
        var tried = new List<PooledTarget>();
        var outcome = ForwardOutcome.NoTarget;
        while (tried.Count < Attempts && pool.Enter(tried) is { } target)
        {
            tried.Add(target);
            try
            {
                var error = await forwarder.SendAsync(context, target.Url, _http, config, ForwardedHeaders.Instance);
                outcome = Outcome(error);
            }
            finally
            {
                target.Exit();
            }

            if (outcome is not ForwardOutcome.Failed || !CanRepeat(context)) return outcome;
            context.Response.Clear();
        }

        return outcome;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static ForwardOutcome Outcome(ForwarderError error) => error switch
    {
        ForwarderError.None => ForwardOutcome.Answered,
        ForwarderError.RequestTimedOut => ForwardOutcome.TimedOut,
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient
            or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient
            or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeResponseCanceled
            or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient => ForwardOutcome.ClientLeft,
        _ => ForwardOutcome.Failed,
    };

    // Nothing has reached the target (no connection), or repeating what did is harmless by definition.
    private static bool CanRepeat(HttpContext context)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return false;
        var failure = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        var unsent = failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
        return unsent || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
    }
}
