using System.Net;
using System.Net.Sockets;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Failover;

/// <summary>
/// Decides where Route 53 leads people, by data planes alone: a metric in the disaster-recovery region, which the primary record's
/// health check watches (<c>infra/modules/switch</c>). Route 53's control plane is asked for nothing, and a primary region that comes
/// back with old data gets no traffic until it is told so.
/// </summary>
/// <param name="cloudWatch">CloudWatch of the disaster-recovery region.</param>
/// <param name="resolve">Looks a host name up.</param>
internal sealed class TrafficSwitch(IAmazonCloudWatch cloudWatch, string environment, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider time, IStageLog log)
{
    /// <summary>1 while the environment is failed over, 0 again when it is home.</summary>
    public const string Metric = "FailedOver";

    private const string Check = "traffic";

    // The alarm's minute, the health check's, the records' time to live, and some more.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly Pace Looks = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));

    /// <summary>Switches, and waits until the name leads there.</summary>
    /// <param name="isFailedOver">Whether the disaster-recovery region serves.</param>
    /// <param name="domain">The name that people use; null when they use the load balancer's own.</param>
    /// <param name="loadBalancer">Host of the load balancer that is to serve.</param>
    /// <param name="url">Where Notejam is reached then.</param>
    public async Task<CheckResult> ToAsync(bool isFailedOver, string? domain, string loadBalancer, Uri url, CancellationToken cancellationToken)
    {
        var polling = new Polling(time, log) { Pace = Looks };
        if (domain is null)
        {
            await polling.UntilAsync("the switch of the traffic", Patience, async cancellation =>
            {
                await TellAsync(isFailedOver, cancellation);
                return true;
            }, cancellationToken);
            return CheckResult.Warn(Check, $"there is no domain whose record could be switched: people reach Notejam at {url}", "Set domain_name and zone_id in the environment's values: then Route 53 leads people to whichever region serves.");
        }

        IReadOnlyList<IPAddress> there = [];
        var leads = await polling.UntilAsync("the switch of the traffic", Patience, async cancellation =>
        {
            // Again and again: Route 53 looks at the metric's data, not at the alarm's state.
            await TellAsync(isFailedOver, cancellation);
            there = await FindAsync(domain, cancellation);
            if (there.Intersect(await FindAsync(loadBalancer, cancellation)).Any()) return true;
            log.Info($"{domain} does not lead to {loadBalancer} yet");
            return false;
        }, cancellationToken);
        return leads
            ? CheckResult.Ok(Check, $"{domain} leads to {loadBalancer}")
            : CheckResult.Warn(Check, $"after {Patience.TotalMinutes} minutes {domain} leads to {(there.Count == 0 ? "nobody" : string.Join(", ", there))} and not to {loadBalancer}", "Look at the health checks of its records in Route 53; resolvers may keep an older answer.");
    }

    private async Task TellAsync(bool isFailedOver, CancellationToken cancellationToken) => await cloudWatch.PutMetricDataAsync(new PutMetricDataRequest
    {
        Namespace = Heartbeat.Namespace,
        MetricData = [new MetricDatum { MetricName = Metric, Value = isFailedOver ? 1 : 0, Unit = StandardUnit.Count, Dimensions = [new Dimension { Name = "Environment", Value = environment }] }],
    }, cancellationToken);

    private async Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await resolve(host, cancellationToken);
        }
        catch (SocketException)
        {
            // No such name: nobody.
            return [];
        }
    }
}
