using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.Elb.Metrics;

namespace Notejam.Sandbox.Tests.Elb;

public sealed class TrafficMetricsTests
{
    private const string Balancer = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/1";
    private const string Group = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/blue/2";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_bucket_is_handed_over_once_when_it_is_over()
    {
        var metrics = new TrafficMetrics(_time);
        metrics.Forwarded(Balancer, Group, 200, TimeSpan.FromSeconds(0.1));

        Assert.Empty(metrics.TakeClosed());
        _time.Advance(TrafficMetrics.Bucket);
        Assert.Equal(2, metrics.TakeClosed().Count);
        Assert.Empty(metrics.TakeClosed());
    }

    [Fact]
    public void Counts_are_told_apart_by_who_answered_and_how()
    {
        var metrics = new TrafficMetrics(_time);
        metrics.Forwarded(Balancer, Group, 200, TimeSpan.FromSeconds(0.1));
        metrics.Forwarded(Balancer, Group, 500, TimeSpan.FromSeconds(0.3));
        metrics.Refused(Balancer, Group);
        _time.Advance(TrafficMetrics.Bucket);

        var (key, count) = metrics.TakeClosed().Single(bucket => bucket.Key.TargetGroupArn is null);
        var data = MetricData.Of(key, count).ToDictionary(datum => (string)datum["MetricName"]!);

        Assert.Equal(3, (double)data["RequestCount"]["Value"]!);
        Assert.Equal(1, (double)data["HTTPCode_Target_2XX_Count"]["Value"]!);
        Assert.Equal(1, (double)data["HTTPCode_Target_5XX_Count"]["Value"]!);
        Assert.Equal(1, (double)data["HTTPCode_ELB_5XX_Count"]["Value"]!);
        Assert.Equal(0.4, (double)data["TargetResponseTime"]["StatisticValues"]!["Sum"]!, 3);
        Assert.Equal("app/web/1", (string)data["RequestCount"]["Dimensions"]![0]!["Value"]!);
    }
}
