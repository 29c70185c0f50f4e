using Amazon.RDS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using static Notejam.Pipeline.Tests.Recovery.RecoverySamples;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>A restore takes defaults for what it is not told: each is noticed.</summary>
public sealed class InstanceChecksTests
{
    private const string Key = "arn:aws:kms:eu-west-2:123456789012:key/vault";

    public static TheoryData<string, Action<DBInstance>, string> Flaws => new()
    {
        { "subnets", instance => instance.DBSubnetGroup.DBSubnetGroupName = "default", "its subnet group is default, not notejam-production-dr" },
        { "security group", instance => instance.VpcSecurityGroups[0].VpcSecurityGroupId = "sg-default", "its security groups are sg-default, not sg-database" },
        { "one group more", instance => instance.VpcSecurityGroups.Add(new VpcSecurityGroupMembership { VpcSecurityGroupId = "sg-open" }), "its security groups are sg-database, sg-open, not sg-database" },
        { "parameters", instance => instance.DBParameterGroups[0].DBParameterGroupName = "default.postgres17", "its parameters are default.postgres17, not notejam-production-dr-postgres17" },
        { "public", instance => instance.PubliclyAccessible = true, "it can be reached from the internet" },
        { "plain", instance => instance.StorageEncrypted = false, "it is not encrypted" },
        { "key", instance => instance.KmsKeyId = "another", $"its key is another, not the recovery point's {Key}" },
        { "size", instance => instance.DBInstanceClass = "db.t4g.micro", "it is a db.t4g.micro, not a db.t4g.small" },
    };

    [Theory]
    [MemberData(nameof(Flaws))]
    public void A_setting_that_is_not_the_environments_is_named(string what, Action<DBInstance> spoil, string evidence)
    {
        Assert.NotEmpty(what);
        var instance = Instance();
        spoil(instance);
        var check = InstanceChecks.Settings(instance, Standing(), Point());
        Assert.Equal((CheckOutcome.NG, evidence), (check.Outcome, check.Evidence));
    }

    [Fact]
    public void An_instance_as_it_should_be_is_well() => Assert.Equal(CheckOutcome.OK, InstanceChecks.Settings(Instance(), Standing(), Point()).Outcome);

    private static FoundPoint Point() => new(PointArn, Now, Key, null, null, null);

    private static DBInstance Instance() => new()
    {
        DBSubnetGroup = new DBSubnetGroup { DBSubnetGroupName = "notejam-production-dr" },
        VpcSecurityGroups = [new VpcSecurityGroupMembership { VpcSecurityGroupId = "sg-database" }],
        DBParameterGroups = [new DBParameterGroupStatus { DBParameterGroupName = "notejam-production-dr-postgres17" }],
        PubliclyAccessible = false,
        StorageEncrypted = true,
        KmsKeyId = Key,
        DBInstanceClass = "db.t4g.small",
    };
}
