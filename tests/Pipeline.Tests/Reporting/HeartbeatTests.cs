using System.Xml.Linq;
using Amazon.CloudWatch;
using Notejam.Pipeline.Reporting;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Reporting;

public sealed class HeartbeatTests : IDisposable
{
    private readonly FakeAws _aws = new();
    private readonly SilentLog _log = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task What_has_gone_well_is_counted_by_environment()
    {
        _aws.OnQuery("PutMetricData", _ => new XElement("R"));
        await BeatAsync();
        var call = _aws.Calls.Single().Input;
        Assert.Equal(("Notejam/Delivery", "DrillPassed", "1"), ((string?)call["Namespace"], (string?)call["MetricData.member.1.MetricName"], (string?)call["MetricData.member.1.Value"]));
        Assert.Equal(("Environment", "production"), ((string?)call["MetricData.member.1.Dimensions.member.1.Name"], (string?)call["MetricData.member.1.Dimensions.member.1.Value"]));
    }

    [Fact]
    public async Task A_CloudWatch_that_refuses_undoes_nothing()
    {
        _aws.OnQuery("PutMetricData", _ => throw new AwsError("AccessDenied", "not allowed"));
        await BeatAsync();
        Assert.Single(_aws.Calls);
    }

    private async Task BeatAsync()
    {
        using var client = new AmazonCloudWatchClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchConfig()));
        await new Heartbeat(client, "production", _log).BeatAsync(Heartbeat.DrillPassed, CancellationToken.None);
    }
}
