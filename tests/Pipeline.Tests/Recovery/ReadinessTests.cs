using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.RDS;
using Amazon.SecretsManager;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Checks;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>Each thing that the region lacks turns exactly its own check.</summary>
public sealed class ReadinessTests : IDisposable
{
    private readonly FakeAws _aws = new();
    private string _fault = "none";

    public ReadinessTests()
    {
        _aws.OnQuery("DescribeDBSubnetGroups", _ => _fault == "no subnet group"
            ? throw new AwsError("DBSubnetGroupNotFoundFault", "DB subnet group 'notejam-production-dr' does not exist.")
            : new XElement("R", new XElement("DBSubnetGroups", new XElement("DBSubnetGroup", new XElement("Subnets",
                (_fault == "one zone" ? ["a", "a"] : new[] { "a", "b" }).Select(zone => new XElement("Subnet", new XElement("SubnetStatus", "Active"), new XElement("SubnetAvailabilityZone", new XElement("Name", "eu-west-2" + zone)))))))));
        _aws.OnQuery("DescribeDBEngineVersions", _ => new XElement("R", new XElement("DBEngineVersions",
            _fault == "end of life" ? [] : new[] { "17.4" }.Select(version => new XElement("DBEngineVersion", new XElement("EngineVersion", version), new XElement("Status", "available"))))));
        _aws.OnQuery("DescribeOrderableDBInstanceOptions", asked => new XElement("R", new XElement("OrderableDBInstanceOptions",
            _fault == "not orderable" ? [] : new[] { (string)asked["DBInstanceClass"]! }.Select(size => new XElement("OrderableDBInstanceOption", new XElement("DBInstanceClass", size))))));
        _aws.OnQuery("DescribeAccountAttributes", _ => new XElement("R", new XElement("AccountQuotas", _fault == "quotas untold" ? [] : new[] { _fault == "no room for a database" ? 40 : 3 }.Select(used =>
            new XElement("AccountQuota", new XElement("AccountQuotaName", "DBInstances"), new XElement("Used", used), new XElement("Max", 40))))));
        _aws.OnQuery("DescribeAccountLimits", _ => new XElement("R", new XElement("Limits", new XElement("member", new XElement("Name", "application-load-balancers"), new XElement("Max", 2)))));
        _aws.OnQuery("DescribeLoadBalancers", _ => new XElement("R", new XElement("LoadBalancers", Enumerable.Range(0, _fault == "no room for a load balancer" ? 2 : 1).Select(number =>
            new XElement("member", new XElement("LoadBalancerName", $"balancer-{number}"))))));
        _aws.OnQuery("GetRole", asked => _fault switch
        {
            "no role" => throw new AwsError("NoSuchEntity", $"The role with name {asked["RoleName"]} cannot be found."),
            "role not to be read" => throw new AwsError("AccessDenied", $"User: drill is not authorized to perform: iam:GetRole on resource: role {asked["RoleName"]}"),
            "iam is lost" => throw new AwsError("ServiceFailure", "The request processing has failed because of an unknown error."),
            _ => new XElement("R", new XElement("Role", new XElement("AssumeRolePolicyDocument", Uri.EscapeDataString(_fault == "role not assumable"
                ? RecoverySamples.RestoreRoleTrust.Replace("Allow", "Deny", StringComparison.Ordinal) : RecoverySamples.RestoreRoleTrust)))),
        });
        _aws.On("DescribeSecret", asked => (_fault, (string)asked["SecretId"]!) switch
        {
            ("no replica", "notejam-production/database") => throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret."),
            ("to be deleted", "notejam-production/application") => Secret(DateTimeOffset.UnixEpoch, "AWSCURRENT"),
            ("no current version", "notejam-production/database") => Secret(null, "AWSPREVIOUS"),
            _ => Secret(null, "AWSCURRENT"),
        });
    }

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("none", null, null)]
    [InlineData("no subnet group", "subnet group", "DB subnet group 'notejam-production-dr' does not exist.")]
    [InlineData("one zone", "subnet group", "has active subnets in 1 zones; RDS needs 2")]
    [InlineData("end of life", "engine and size", "RDS offers no PostgreSQL 17 any more")]
    [InlineData("not orderable", "engine and size", "db.t4g.small cannot be ordered with PostgreSQL 17 in eu-west-2")]
    [InlineData("no room for a database", "quota of databases", "40 of 40 DB instances are in use in eu-west-2, and one more is needed")]
    [InlineData("no room for a load balancer", "quota of load balancers", "2 of 2 application load balancers are in use in eu-west-2, and one more is needed")]
    [InlineData("no role", "restore role", "The role with name notejam-production-restore cannot be found.")]
    [InlineData("role not assumable", "restore role", "the trust policy of notejam-production-restore does not let backup.amazonaws.com assume it")]
    [InlineData("role not to be read", "restore role", "not authorized to perform: iam:GetRole")]
    [InlineData("no replica", "secret notejam-production/database", "can't find the specified secret")]
    [InlineData("to be deleted", "secret notejam-production/application", "it is to be deleted at 1970-01-01")]
    [InlineData("no current version", "secret notejam-production/database", "it has no current version")]
    public async Task What_is_missing_turns_its_own_check_and_no_other(string fault, string? check, string? evidence)
    {
        var end = await LookAsync(fault);
        Assert.Equal(7, end.Checks.Count);
        Assert.Equal(check is null, end.Value);
        var turned = end.Checks.Where(each => each.Outcome != CheckOutcome.OK).ToList();
        Assert.Equal(check is null ? [] : [check], turned.Select(each => each.Name));
        if (evidence is not null) Assert.Contains(evidence, turned[0].Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quotas untold", "quota of databases")]
    [InlineData("iam is lost", "restore role")]
    public async Task What_is_not_told_is_a_warning_and_stops_nobody(string fault, string check)
    {
        var end = await LookAsync(fault);
        Assert.True(end.Value);
        Assert.Equal([check], end.Checks.Where(each => each.Outcome != CheckOutcome.OK).Select(each => each.Name));
        Assert.Equal(CheckOutcome.WARN, end.Checks.Single(each => each.Name == check).Outcome);
    }

    [Fact]
    public async Task The_restore_role_is_asked_for_by_its_name_and_named_when_it_is_well()
    {
        var end = await LookAsync("none", RecoverySamples.Standing() with { RestoreRoleArn = "arn:aws:iam::123456789012:role/notejam/production/restore" });
        Assert.Equal("restore", (string?)_aws.Calls.Single(call => call.Operation == "GetRole").Input["RoleName"]);
        Assert.Equal("restore lets backup.amazonaws.com assume it", end.Checks.Single(check => check.Name == "restore role").Evidence);
    }

    [Fact]
    public async Task Who_may_not_read_the_role_is_told_what_he_lacks()
    {
        var end = await LookAsync("role not to be read");
        Assert.Contains("iam:GetRole on arn:aws:iam::123456789012:role/notejam-production-restore", end.Checks.Single(check => check.Name == "restore role").Remedy, StringComparison.Ordinal);
    }

    private async Task<StepEnd<bool>> LookAsync(string fault, RecoveryOutputs? standing = null)
    {
        _fault = fault;
        using var rds = new AmazonRDSClient(FakeAws.Credentials, _aws.Configure(new AmazonRDSConfig()));
        using var balancing = new AmazonElasticLoadBalancingV2Client(FakeAws.Credentials, _aws.Configure(new AmazonElasticLoadBalancingV2Config()));
        using var secrets = new AmazonSecretsManagerClient(FakeAws.Credentials, _aws.Configure(new AmazonSecretsManagerConfig()));
        using var identity = new AmazonIdentityManagementServiceClient(FakeAws.Credentials, _aws.Configure(new AmazonIdentityManagementServiceConfig()));
        return await new Readiness(rds, balancing, secrets, identity).RunAsync(standing ?? RecoverySamples.Standing(), CancellationToken.None);
    }

    private static JsonObject Secret(DateTimeOffset? deleted, string stage) => new()
    {
        ["ARN"] = "arn", ["PrimaryRegion"] = "eu-central-1", ["DeletedDate"] = deleted?.ToUnixTimeSeconds(), ["CreatedDate"] = 1,
        ["VersionIdsToStages"] = new JsonObject { ["v1"] = new JsonArray(stage) },
    };
}
