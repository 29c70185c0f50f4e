using System.Text.Json.Nodes;
using Notejam.Sandbox.Elb.Traffic;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Elb.Metrics;

/// <summary>Puts each bucket into CloudWatch as soon as it is over, as <c>AWS/ApplicationELB</c>.</summary>
internal sealed partial class MetricsPublisher(
    TrafficMetrics metrics, TrafficPlane traffic, IEmulator emulator, TimeProvider clock, ILogger<MetricsPublisher> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TrafficMetrics.Bucket, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var region in Collect().GroupBy(datum => datum.Region))
            {
                try
                {
                    await PublishAsync(region.Key, [.. region.Select(datum => datum.Datum)], stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // Metrics are worth a line in the log, not the load balancer.
                    LogFailed(error, region.Key);
                }
            }
        }
    }

    private async Task PublishAsync(string region, JsonNode[] data, CancellationToken cancellationToken)
    {
        foreach (var part in data.Chunk(500))
        {
            var input = new JsonObject { ["Namespace"] = "AWS/ApplicationELB", ["MetricData"] = new JsonArray(part) };
            await emulator.CallAsync(region, "monitoring", "GraniteServiceVersion20100801.PutMetricData", input, cancellationToken);
        }
    }

    private IEnumerable<(string Region, JsonNode Datum)> Collect()
    {
        var closed = metrics.TakeClosed();
        foreach (var (key, count) in closed)
        {
            var region = key.LoadBalancerArn.Split(':')[3];
            foreach (var datum in MetricData.Of(key, count)) yield return (region, datum);
        }

        var now = clock.GetUtcNow();
        foreach (var pool in traffic.Pools.Where(pool => pool.Targets.Count > 0))
        {
            var region = pool.Arn.Split(':')[3];
            var states = pool.Targets.Select(target => target.Health.State).ToList();
            foreach (var balancer in traffic.LoadBalancersOf(region, pool.Arn))
            {
                var requests = closed.Where(bucket => bucket.Key.LoadBalancerArn == balancer && bucket.Key.TargetGroupArn == pool.Arn).Sum(bucket => bucket.Value.Requests);
                yield return (region, MetricData.Value("RequestCountPerTarget", "None", balancer, pool.Arn, now, (double)requests / states.Count));
                yield return (region, MetricData.Value("HealthyHostCount", "Count", balancer, pool.Arn, now, states.Count(state => state == "healthy")));
                yield return (region, MetricData.Value("UnHealthyHostCount", "Count", balancer, pool.Arn, now, states.Count(state => state == "unhealthy")));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Metrics of {Region} were not published")]
    private partial void LogFailed(Exception error, string region);
}
