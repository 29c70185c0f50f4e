using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>What recoveries work with, as it looks in practice.</summary>
internal static class RecoverySamples
{
    public const string DatabaseArn = "arn:aws:rds:eu-central-1:123456789012:db:notejam-production";

    public const string PointArn = "arn:aws:rds:eu-west-2:123456789012:snapshot:awsbackup:copyjob-1";

    /// <summary>The restore role's trust policy, as infra/modules/backup writes it.</summary>
    public const string RestoreRoleTrust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}""";

    public static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    public static readonly Canary Before = new(Guid.Parse("11111111-1111-1111-1111-111111111111"), Now.AddHours(-2));
    public static readonly Canary After = new(Guid.Parse("22222222-2222-2222-2222-222222222222"), Now.AddHours(-1.9));
    public static readonly RecoveryTargets Targets = new(26 * 3600, 3600, 5, 7200);

    public static readonly IReadOnlyList<TableContent> Tables = [new("notes", 120, "aa"), new("users", 7, "bb"), new("pads", 0, "00")];

    public static Inventory Inventory(IReadOnlyList<TableContent>? tables = null) => new(Now.AddHours(-2), "20260101_Initial", tables ?? Tables, Before);

    public static BackupManifest Manifest() => new()
    {
        Environment = "production",
        Region = "eu-central-1",
        DatabaseArn = DatabaseArn,
        RecoveryPointArn = "arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1",
        CopyArn = PointArn,
        Image = $"123456789012.dkr.ecr.eu-central-1.amazonaws.com/notejam-production@{Samples.Digest}",
        TaskDefinitionArn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:4",
        CanaryBefore = Before,
        CanaryAfter = After,
        Before = Inventory(),
        After = Inventory(),
    };

    public static RecoveryOutputs Standing() => new()
    {
        Region = "eu-west-2",
        PrimaryRegion = "eu-central-1",
        Environment = "production",
        AccountId = "123456789012",
        ClusterName = "notejam-production-dr",
        ContainerName = "notejam",
        ContainerPort = 8080,
        DesiredCount = 2,
        TaskDefinitionTemplate = Samples.Template(),
        PrivateSubnetIds = ["subnet-1", "subnet-2", "subnet-3"],
        TaskSecurityGroupId = "sg-tasks",
        DatabaseSecurityGroupId = "sg-database",
        DatabaseSubnetGroupName = "notejam-production-dr",
        DatabaseParameterGroupName = "notejam-production-dr-postgres17",
        DatabaseEngineVersion = "17",
        DatabaseInstanceClass = "db.t4g.small",
        DatabaseMultiAz = false,
        CacheNodeType = "cache.t4g.micro",
        LogGroupName = "/ecs/notejam-production-dr",
        RepositoryName = "notejam-production",
        VaultName = "notejam-production",
        RestoreRoleArn = "arn:aws:iam::123456789012:role/notejam-production-restore",
        SecretNames = new Dictionary<string, string> { ["application"] = "notejam-production/application", ["database"] = "notejam-production/database", ["cache"] = "notejam-production/cache" },
        All = [],
    };
}
