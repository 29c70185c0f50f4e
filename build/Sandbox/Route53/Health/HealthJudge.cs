using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Notejam.Sandbox.Route53.Model;

namespace Notejam.Sandbox.Route53.Health;

/// <summary>
/// Looks, at the moment it is asked, at what AWS's health checkers look at every 10 or 30 seconds: endpoints by a real
/// request, alarms by their metric's data, calculated checks by their children.
/// </summary>
internal sealed class HealthJudge(HealthCheckStore store, AlarmData alarms, EndpointProbe endpoints)
{
    // As deep as AWS lets checks be calculated from checks.
    private const int MostDepth = 8;

    /// <summary>Judges.</summary>
    /// <param name="id">Of a health check; one that is not there is not healthy.</param>
    public Task<HealthVerdict> JudgeAsync(string id, CancellationToken cancellationToken) => JudgeAsync(id, 0, cancellationToken);

    private async Task<HealthVerdict> JudgeAsync(string id, int depth, CancellationToken cancellationToken)
    {
        if (store.Find(id) is not { } check) return new HealthVerdict(false, $"there is no health check {id}");
        if (depth == MostDepth) return new HealthVerdict(false, "calculated from itself");
        var config = check.Parse();
        // A check that is switched off counts as healthy, and is inverted like any other.
        var seen = config.Text("Disabled") == "true"
            ? new HealthVerdict(true, "disabled")
            : config.Text("Type") switch
            {
                "CALCULATED" => await CalculateAsync(config, depth, cancellationToken),
                "CLOUDWATCH_METRIC" => await ReadAlarmAsync(check, config, cancellationToken),
                "HTTP" => await endpoints.AskAsync(Target(config, "http"), cancellationToken),
                "HTTPS" => await endpoints.AskAsync(Target(config, "https"), cancellationToken),
                var other => new HealthVerdict(false, $"sandbox: health checks of type {other} are not made"),
            };
        return config.Text("Inverted") == "true" ? new HealthVerdict(!seen.IsHealthy, $"not: {seen.Reason}") : seen;
    }

    private async Task<HealthVerdict> CalculateAsync(XElement config, int depth, CancellationToken cancellationToken)
    {
        var children = config.Elements("ChildHealthChecks").Elements().Select(child => child.Value).ToList();
        var seen = await Task.WhenAll(children.Select(child => JudgeAsync(child, depth + 1, cancellationToken)));
        var needed = int.Parse(config.Text("HealthThreshold") ?? "0", CultureInfo.InvariantCulture);
        var healthy = seen.Count(child => child.IsHealthy);
        return new HealthVerdict(healthy >= needed, $"{healthy} of {seen.Length} are healthy, {needed} must be ({string.Join("; ", seen.Select(child => child.Reason))})");
    }

    private async Task<HealthVerdict> ReadAlarmAsync(HealthCheck check, XElement config, CancellationToken cancellationToken)
    {
        var alarm = config.Element("AlarmIdentifier");
        var (name, region) = (alarm?.Element("Name")?.Value ?? "", alarm?.Element("Region")?.Value ?? "");
        if (await alarms.IsBreachedAsync(region, name, cancellationToken) is { } breached)
        {
            store.Write(checks => checks.GetValueOrDefault(check.Id)?.LastKnown = !breached);
            return new HealthVerdict(!breached, $"the data of {name} in {region} {(breached ? "are" : "are not")} beyond its threshold");
        }

        var without = config.Text("InsufficientDataHealthStatus") switch
        {
            "Healthy" => true,
            "Unhealthy" => false,
            // One that never knew any counts as healthy.
            _ => check.LastKnown ?? true,
        };
        return new HealthVerdict(without, $"there are no data of {name} in {region}");
    }

    private static Uri Target(XElement config, string scheme)
    {
        var host = config.Text("FullyQualifiedDomainName") ?? config.Text("IPAddress") ?? IPAddress.Loopback.ToString();
        var port = int.Parse(config.Text("Port")!, CultureInfo.InvariantCulture);
        return new Uri(new UriBuilder(scheme, host, port).Uri, config.Text("ResourcePath") ?? "/");
    }
}
