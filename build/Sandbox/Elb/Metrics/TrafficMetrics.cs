namespace Notejam.Sandbox.Elb.Metrics;

/// <summary>Counts what the load balancers do, per load balancer and target group, in buckets of ten seconds.</summary>
internal sealed class TrafficMetrics(TimeProvider clock)
{
    /// <summary>Length of a bucket.</summary>
    public static readonly TimeSpan Bucket = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<MetricKey, TrafficCount> _open = [];

    /// <summary>A target answered.</summary>
    public void Forwarded(string loadBalancerArn, string targetGroupArn, int status, TimeSpan took)
    {
        lock (_lock)
        {
            Of(loadBalancerArn, null).CountTarget(status, took);
            Of(loadBalancerArn, targetGroupArn).CountTarget(status, took);
        }
    }

    /// <summary>The load balancer itself answered with an error: no target, no answer.</summary>
    public void Refused(string loadBalancerArn, string? targetGroupArn)
    {
        lock (_lock)
        {
            Of(loadBalancerArn, null).CountOwn(503);
            if (targetGroupArn is not null) Of(loadBalancerArn, targetGroupArn).Requests++;
        }
    }

    /// <summary>The load balancer itself answered as a rule says.</summary>
    public void Answered(string loadBalancerArn, int status)
    {
        lock (_lock) Of(loadBalancerArn, null).CountOwn(status);
    }

    /// <summary>Hands over the buckets that are over.</summary>
    public IReadOnlyList<KeyValuePair<MetricKey, TrafficCount>> TakeClosed()
    {
        var current = Start(clock.GetUtcNow());
        lock (_lock)
        {
            var closed = _open.Where(pair => pair.Key.Start < current).ToList();
            foreach (var (key, _) in closed) _open.Remove(key);
            return closed;
        }
    }

    private TrafficCount Of(string loadBalancerArn, string? targetGroupArn)
    {
        var key = new MetricKey(loadBalancerArn, targetGroupArn, Start(clock.GetUtcNow()));
        if (!_open.TryGetValue(key, out var count)) _open[key] = count = new TrafficCount();
        return count;
    }

    private static DateTimeOffset Start(DateTimeOffset moment) => new(moment.Ticks - moment.Ticks % Bucket.Ticks, moment.Offset);
}

/// <summary>What a bucket counts and since when; without a target group the load balancer as a whole.</summary>
internal sealed record MetricKey(string LoadBalancerArn, string? TargetGroupArn, DateTimeOffset Start);
