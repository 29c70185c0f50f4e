using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using static Notejam.Pipeline.Tests.Recovery.RecoverySamples;

namespace Notejam.Pipeline.Tests.Recovery;

public sealed class RecoveryPointTests
{
    private const string VaultKey = "arn:aws:kms:eu-west-2:123456789012:key/vault";
    private const string OtherKey = "arn:aws:kms:eu-west-2:123456789012:key/other";

    public static TheoryData<string, string?> Vaults => new()
    {
        { "COMPLETED Enabled", "0" },
        { "AVAILABLE Enabled", "0" },
        { "PARTIAL Enabled, COMPLETED Enabled", "1" },
        { "COMPLETED Disabled, COMPLETED Enabled", "1" },
        { "COMPLETED PendingDeletion, EXPIRED Enabled, COMPLETED Enabled", "2" },
        { "SOMETHING_NEW Enabled, COMPLETED Enabled", "1" },
        { "CREATING Enabled, DELETING Enabled, STOPPED Enabled, EXPIRED Enabled, COMPLETED Enabled", "4" },
        { "DELETING Enabled, STOPPED Enabled", null },
        { "COMPLETED Disabled", null },
        { "", null },
    };

    [Theory]
    [MemberData(nameof(Vaults))]
    public void The_newest_point_whose_state_and_key_allow_it_is_restored(string vault, string? chosen)
    {
        var (points, keys) = Read(vault);
        Assert.Equal(chosen, PointChoice.Of(points, keys)?.Name);
    }

    [Fact]
    public void A_continuous_backup_is_no_snapshot_to_restore()
    {
        var (points, keys) = Read("AVAILABLE Enabled, COMPLETED Enabled");
        points[0] = points[0] with { Arn = "arn:aws:backup:eu-west-2:123456789012:recovery-point:continuous:db-abcdefgh" };
        Assert.Equal("1", PointChoice.Of(points, keys)?.Name);
        Assert.Equal("db-abcdefgh is no snapshot", PointChoice.Problem(points[0], keys));
    }

    // The identifier is what RDS is asked for: docs.aws.amazon.com/managedservices/latest/ctref/deployment-advanced-rds-database-stack-create-from-backup.html.
    [Theory]
    [InlineData("arn:aws:rds:eu-west-2:123456789012:snapshot:awsbackup:copyjob-8b6b0e1c", "awsbackup:copyjob-8b6b0e1c")]
    [InlineData("arn:aws:rds:eu-west-2:123456789012:snapshot:awsbackup:job-8b6b0e1c", "awsbackup:job-8b6b0e1c")]
    [InlineData("arn:aws-us-gov:rds:us-gov-west-1:123456789012:snapshot:by-hand", "by-hand")]
    [InlineData("arn:aws:rds:eu-west-2:123456789012:cluster-snapshot:awsbackup:copyjob-1", null)]
    [InlineData("arn:aws:backup:eu-west-2:123456789012:recovery-point:continuous:db-abcdefgh", null)]
    [InlineData("arn:aws:ec2:eu-west-2::snapshot/snap-05f426fd8kdjb4224", null)]
    public void The_snapshot_behind_a_recovery_point_is_called_as_RDS_calls_it(string arn, string? identifier) =>
        Assert.Equal(identifier, RecoveryPointArn.SnapshotIdentifier(arn));

    [Theory]
    [InlineData("copy", "database", null)]
    [InlineData("another copy", "database", "it is of copy")]
    [InlineData("copy", "another database", "it is of the database database")]
    public void A_manifest_is_of_its_own_copy_and_database(string copy, string database, string? mismatch) =>
        Assert.Equal(mismatch, ManifestStore.FindMismatch(Manifest() with { CopyArn = "copy", DatabaseArn = "database" }, copy, database));

    [Fact]
    public void The_database_that_is_restored_has_the_ARN_that_the_stacks_give_it() =>
        Assert.Equal("arn:aws-cn:rds:eu-central-1:123456789012:db:notejam-production", (Standing() with { RestoreRoleArn = "arn:aws-cn:iam::123456789012:role/notejam-production-restore" }).DatabaseArn);

    [Fact]
    public void Newer_points_that_cannot_be_restored_are_named_with_their_causes()
    {
        var (points, keys) = Read("COMPLETED Disabled, PARTIAL Enabled, COMPLETED Enabled");
        var check = PointChecks.Newest(PointChoice.Of(points, keys)!, points, keys);
        Assert.Equal(CheckOutcome.NG, check.Outcome);
        Assert.Equal("2 newer ones cannot be restored: the key of 0 is Disabled, 1 is PARTIAL", check.Evidence);
    }

    [Fact]
    public void A_point_under_another_key_than_its_vaults_is_noticed()
    {
        var point = Point(0, "COMPLETED", OtherKey);
        Assert.Equal(CheckOutcome.NG, PointChecks.Key(point, VaultKey).Outcome);
        Assert.Equal(CheckOutcome.OK, PointChecks.Key(point with { KeyArn = VaultKey }, VaultKey).Outcome);
        Assert.Equal(CheckOutcome.NG, PointChecks.Key(point with { KeyArn = null }, null).Outcome);
    }

    [Fact]
    public void A_manifest_is_trusted_only_with_its_signature_and_missed_when_there_is_none()
    {
        var point = Point(0, "COMPLETED", VaultKey);
        Assert.Equal(CheckOutcome.OK, PointChecks.Manifest(point, Manifest(), null).Outcome);
        Assert.Equal(CheckOutcome.WARN, PointChecks.Manifest(point, null, null).Outcome);
        Assert.Equal(CheckOutcome.NG, PointChecks.Manifest(point, Manifest(), "the signature is not of this text").Outcome);
    }

    [Fact]
    public void Its_age_counts_from_the_last_transaction_in_it_and_not_from_the_copy()
    {
        var point = new FoundPoint(PointArn, Now.AddHours(-1), VaultKey, Now.AddHours(-30), Manifest(), null);
        Assert.Equal(CheckOutcome.NG, PointChecks.Age(point, TimeSpan.FromHours(26), Now).Outcome);
        Assert.Equal(CheckOutcome.OK, PointChecks.Age(point with { DatabaseTime = null }, TimeSpan.FromHours(26), Now).Outcome);
        var unknown = PointChecks.Age(point with { DatabaseTime = null, Manifest = null }, TimeSpan.FromHours(26), Now);
        Assert.Equal(CheckOutcome.WARN, unknown.Outcome);
        Assert.StartsWith("RDS does not tell its last transaction, and its data are older than the copy", unknown.Evidence, StringComparison.Ordinal);
        Assert.EndsWith("--db-snapshot-identifier awsbackup:copyjob-1", unknown.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_is_told_all_that_differs_in_its_region()
    {
        var metadata = RestoreMetadata.Of(
            new Dictionary<string, string>
            {
                ["DBInstanceIdentifier"] = "notejam-production", ["AvailabilityZone"] = "eu-central-1a", ["Engine"] = "postgres", ["MultiAZ"] = "true", ["DeletionProtection"] = "true",
                ["VpcSecurityGroupIds"] = "[\"sg-old\"]", ["DBSubnetGroupName"] = "notejam-production", ["DBParameterGroupName"] = "notejam-production-postgres17", ["KmsKeyId"] = "old",
            }, Standing(), "notejam-production-drill-abcde", isProtected: false);
        Assert.Equal("notejam-production-drill-abcde", metadata["DBInstanceIdentifier"]);
        Assert.Equal("[\"sg-database\"]", metadata["VpcSecurityGroupIds"]);
        Assert.Equal("notejam-production-dr", metadata["DBSubnetGroupName"]);
        Assert.Equal("notejam-production-dr-postgres17", metadata["DBParameterGroupName"]);
        Assert.Equal(("false", "false", "false"), (metadata["MultiAZ"], metadata["DeletionProtection"], metadata["PubliclyAccessible"]));
        Assert.Equal("postgres", metadata["Engine"]);
        Assert.DoesNotContain("AvailabilityZone", metadata.Keys);
        Assert.DoesNotContain("KmsKeyId", metadata.Keys);
    }

    private static (List<ObservedPoint> Points, Dictionary<string, ObservedKey> Keys) Read(string vault)
    {
        var described = vault.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(point => point.Split(' ')).ToList();
        var points = described.Select((point, index) => Point(index, point[0], "key/" + point[1])).ToList();
        return (points, described.Select(point => point[1]).Distinct().ToDictionary(state => "key/" + state, state => new ObservedKey(state, true)));
    }

    private static ObservedPoint Point(int index, string status, string key) =>
        new($"arn:aws:rds:eu-west-2:123456789012:snapshot:{index}", status, Now.AddDays(-index), 35, null, 1000, key, "arn:db", null);
}
