using Notejam.Pipeline.Drill.Cost;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Recovery;

public sealed class RecoveredTaskTests
{
    private static readonly RestoredDatabase Database = new("notejam-production-drill-abcde", "arn:db", "restored.example", 5433, "notejam", "notejam", "job");
    private static readonly RecoveredInfra Infra = new(new Uri("http://balancer.example/"), "balancer.example", "notejam-production-drill-abcde", "cache.example", 6379);
    private static readonly Dictionary<string, string> Secrets = new() { ["application"] = "arn:application", ["database"] = "arn:database" };

    [Fact]
    public void The_task_knows_the_restored_parts_and_sends_no_mail()
    {
        var template = RecoveredTask.Template(RecoverySamples.Standing(), Database, Infra, Secrets, new RecoveryName("production", "abcde").Tags, isSealed: true);
        var container = template["containerDefinitions"]![0]!;
        var variables = container["environment"]!.AsArray().ToDictionary(item => (string)item!["name"]!, item => (string)item!["value"]!);
        Assert.Equal(("restored.example", "5433", "notejam"), (variables["Database__Host"], variables["Database__Port"], variables["Database__Username"]));
        Assert.Equal(("cache.example", "true", "http://balancer.example/"), (variables["Cache__Host"], variables["Mail__Sealed"], variables["Application__Url"]));
        Assert.Equal(["arn:application", "arn:database:password::"], container["secrets"]!.AsArray().Select(secret => (string)secret!["valueFrom"]!));
        Assert.Contains(template["tags"]!.AsArray(), tag => (string?)tag!["key"] == "Drill" && (string?)tag["value"] == "abcde");
    }

    [Fact]
    public void A_failover_sends_mail_and_is_known_by_its_own_tag()
    {
        var template = RecoveredTask.Template(RecoverySamples.Standing(), Database, Infra, Secrets, new RecoveryName("production", "abcde", RecoveryPurpose.Failover).Tags, isSealed: false);
        Assert.DoesNotContain(template["containerDefinitions"]![0]!["environment"]!.AsArray(), item => (string?)item!["name"] == "Mail__Sealed");
        Assert.Contains(template["tags"]!.AsArray(), tag => (string?)tag!["key"] == "Failover" && (string?)tag["value"] == "abcde");
        Assert.DoesNotContain(template["tags"]!.AsArray(), tag => (string?)tag!["key"] == "Drill");
    }

    [Fact]
    public void The_standing_template_stays_as_it_is()
    {
        var standing = RecoverySamples.Standing();
        RecoveredTask.Template(standing, Database, Infra, Secrets, new Dictionary<string, string>(), isSealed: true);
        Assert.Equal(Samples.Template().ToJsonString(), standing.TaskDefinitionTemplate.ToJsonString());
    }

    [Fact]
    public void A_template_without_the_container_is_explained()
    {
        var standing = RecoverySamples.Standing() with { ContainerName = "another" };
        var refused = Assert.Throws<PipelineException>(() => RecoveredTask.Template(standing, Database, Infra, Secrets, new Dictionary<string, string>(), isSealed: true));
        Assert.Contains("has no container 'another'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_price_of_an_hour_grows_with_what_stands()
    {
        var standing = RecoverySamples.Standing();
        var hour = PriceList.PerHour(standing);
        Assert.InRange(hour, 0.1m, 0.5m);
        Assert.True(PriceList.PerHour(standing with { DatabaseMultiAz = true }) > hour);
        Assert.True(PriceList.PerHour(standing with { DesiredCount = 10 }) > hour);
        Assert.True(PriceList.PerHour(standing with { DatabaseInstanceClass = "db.x9z.colossal" }) > hour + 1);
        Assert.Equal(Math.Round(hour * 2, 2, MidpointRounding.ToPositiveInfinity), PriceList.For(standing, TimeSpan.FromHours(2)));
    }
}
