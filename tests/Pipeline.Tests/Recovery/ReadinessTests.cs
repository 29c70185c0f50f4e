using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.RDS;
using Amazon.SecretsManager;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Checks;
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
    [InlineData("no replica", "secret notejam-production/database", "can't find the specified secret")]
    [InlineData("to be deleted", "secret notejam-production/application", "it is to be deleted at 1970-01-01")]
    [InlineData("no current version", "secret notejam-production/database", "it has no current version")]
    public async Task What_is_missing_turns_its_own_check_and_no_other(string fault, string? check, string? evidence)
    {
        _fault = fault;
        using var rds = new AmazonRDSClient(FakeAws.Credentials, _aws.Configure(new AmazonRDSConfig()));
        using var secrets = new AmazonSecretsManagerClient(FakeAws.Credentials, _aws.Configure(new AmazonSecretsManagerConfig()));
        var end = await new Readiness(rds, secrets).RunAsync(RecoverySamples.Standing(), CancellationToken.None);
        Assert.Equal(4, end.Checks.Count);
        Assert.Equal(check is null, end.Value);
        var turned = end.Checks.Where(each => each.Outcome != CheckOutcome.OK).ToList();
        Assert.Equal(check is null ? [] : [check], turned.Select(each => each.Name));
        if (evidence is not null) Assert.Contains(evidence, turned[0].Evidence, StringComparison.Ordinal);
    }

    private static JsonObject Secret(DateTimeOffset? deleted, string stage) => new()
    {
        ["ARN"] = "arn", ["PrimaryRegion"] = "eu-central-1", ["DeletedDate"] = deleted?.ToUnixTimeSeconds(), ["CreatedDate"] = 1,
        ["VersionIdsToStages"] = new JsonObject { ["v1"] = new JsonArray(stage) },
    };
}
