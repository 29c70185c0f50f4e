namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>What others keep in a vault that Notejam's recovery points are in too, and why none of it is Notejam's.</summary>
internal static class OtherPeople
{
    private const string Account = "123456789012";

    /// <summary>By a name for tests: the recovery point's ARN, its resource's, the resource's type, and what it is called in evidence.</summary>
    public static readonly IReadOnlyDictionary<string, (string Arn, string ResourceArn, string ResourceType, string Name)> Resources = new Dictionary<string, (string, string, string, string)>
    {
        ["another database"] = ($"arn:aws:rds:eu-west-2:{Account}:snapshot:awsbackup:copyjob-billing", $"arn:aws:rds:eu-central-1:{Account}:db:billing", "RDS", "billing"),
        ["a database whose name begins like ours"] = ($"arn:aws:rds:eu-west-2:{Account}:snapshot:awsbackup:copyjob-blue", $"arn:aws:rds:eu-central-1:{Account}:db:notejam-production-blue", "RDS", "notejam-production-blue"),
        ["the same environment in another region"] = Foreign($"arn:aws:rds:eu-west-2:{Account}:db:notejam-production", "RDS"),
        ["the same name in another account"] = Foreign("arn:aws:rds:eu-central-1:210987654321:db:notejam-production", "RDS"),
        ["what a failover served from"] = ($"arn:aws:rds:eu-west-2:{Account}:snapshot:awsbackup:job-live", $"arn:aws:rds:eu-west-2:{Account}:db:notejam-production-live-abcde", "RDS", "notejam-production-live-abcde"),
        ["an Aurora cluster"] = ($"arn:aws:rds:eu-west-2:{Account}:cluster-snapshot:awsbackup:copyjob-cluster", $"arn:aws:rds:eu-central-1:{Account}:cluster:notejam-production", "Aurora", $"arn:aws:rds:eu-central-1:{Account}:cluster:notejam-production"),
        ["a volume"] = ("arn:aws:ec2:eu-west-2::snapshot/snap-05f426fd8kdjb4224", $"arn:aws:ec2:eu-central-1:{Account}:volume/vol-0123", "EBS", $"arn:aws:ec2:eu-central-1:{Account}:volume/vol-0123"),
        ["our ARN under another type"] = Foreign(RecoverySamples.DatabaseArn, "DocumentDB"),
    };

    public static TheoryData<string> Names => [.. Resources.Keys];

    private static (string, string, string, string) Foreign(string resourceArn, string type) => ($"arn:aws:rds:eu-west-2:{Account}:snapshot:awsbackup:copyjob-foreign", resourceArn, type, resourceArn);
}
