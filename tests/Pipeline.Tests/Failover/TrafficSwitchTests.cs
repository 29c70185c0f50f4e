using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Amazon.CloudWatch;
using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Failover;

public sealed class TrafficSwitchTests : IDisposable
{
    private static readonly Uri Url = new("https://notejam.example/");
    private readonly FakeAws _aws = new FakeAws().OnQuery("PutMetricData", _ => new XElement("R"));

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task It_waits_until_the_name_leads_to_the_load_balancer()
    {
        var asked = 0;
        var check = await SwitchAsync("notejam.example", (host, _) => Task.FromResult<IPAddress[]>(host == "balancer.example" ? [IPAddress.Parse("192.0.2.2")] : [IPAddress.Parse(++asked < 4 ? "192.0.2.1" : "192.0.2.2")]));
        Assert.Equal((CheckOutcome.OK, "notejam.example leads to balancer.example"), (check.Outcome, check.Evidence));
        // Told at each look: Route 53 looks at the metric's data.
        Assert.Equal(4, _aws.CountOf("PutMetricData"));
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_for_ten_minutes_is_told()
    {
        var check = await SwitchAsync("notejam.example", (host, _) => host == "balancer.example" ? Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.2")]) : throw new SocketException((int)SocketError.HostNotFound));
        Assert.Equal(CheckOutcome.WARN, check.Outcome);
        Assert.Contains("notejam.example leads to nobody and not to balancer.example", check.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_domain_it_says_where_Notejam_is()
    {
        var check = await SwitchAsync(null, (_, _) => throw new InvalidOperationException("nobody is to be asked"));
        Assert.Equal(CheckOutcome.WARN, check.Outcome);
        Assert.Contains("people reach Notejam at https://notejam.example/", check.Evidence, StringComparison.Ordinal);
        Assert.Equal(1, _aws.CountOf("PutMetricData"));
    }

    private async Task<CheckResult> SwitchAsync(string? domain, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        using var cloudWatch = new AmazonCloudWatchClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchConfig()));
        return await new TrafficSwitch(cloudWatch, "production", resolve, new RecoveryTime(), new SilentLog()).ToAsync(true, domain, "balancer.example", Url, CancellationToken.None);
    }
}
