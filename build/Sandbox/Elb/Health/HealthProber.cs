using System.Globalization;
using Notejam.Sandbox.Elb.Model;

namespace Notejam.Sandbox.Elb.Health;

/// <summary>Does one health check over HTTP.</summary>
internal sealed class HealthProber(SandboxOptions options, TimeProvider clock) : IDisposable
{
    // A check's wait is not shortened as much as others: the machine's own slowness is not scaled either.
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(0.5);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        // Each check opens its own connection, as a load balancer's does: an exhausted accept queue must show.
        PooledConnectionLifetime = TimeSpan.Zero,
    });

    /// <summary>Real time between two checks.</summary>
    public TimeSpan Interval(HealthCheck settings) => Scaled(settings.IntervalSeconds, ShortestInterval);

    /// <summary>Checks a target once.</summary>
    public async Task<ProbeResult> ProbeAsync(HealthCheck settings, string address, int port, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Scaled(settings.TimeoutSeconds, ShortestTimeout), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var checkPort = int.TryParse(settings.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var own) ? own : port;
        using var request = new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"http://{address}:{checkPort}{settings.Path}"));
        request.Headers.UserAgent.ParseAdd("ELB-HealthChecker/2.0");
        request.Headers.ConnectionClose = true;
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var code = (int)response.StatusCode;
            return CodeMatcher.Matches(settings.Matcher, code) ? new ProbeResult(ProbeOutcome.Passed, code) : new ProbeResult(ProbeOutcome.CodeMismatch, code);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeResult(ProbeOutcome.TimedOut);
        }
        catch (HttpRequestException)
        {
            return new ProbeResult(ProbeOutcome.Failed);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private TimeSpan Scaled(int seconds, TimeSpan shortest)
    {
        var scaled = TimeSpan.FromSeconds(seconds / options.TimeScale);
        return scaled > shortest ? scaled : shortest;
    }
}
