namespace Notejam.Pipeline.Backup;

/// <summary>
/// The ARN of a recovery point. Of an RDS instance it is a DB snapshot's: <c>arn:aws:rds:eu-west-2:123456789012:snapshot:awsbackup:copyjob-…</c>.
/// That snapshot's identifier holds a colon: AWS writes <c>"DBSnapshotIdentifier": "awsbackup:job-00000000-0000-0000-0000-000000000000"</c>
/// (docs.aws.amazon.com/managedservices/latest/ctref/deployment-advanced-rds-database-stack-create-from-backup.html).
/// </summary>
public static class RecoveryPointArn
{
    private const string Snapshot = ":snapshot:";

    /// <summary>The DB snapshot behind it; null when there is none, as of continuous backups, Aurora clusters and other services.</summary>
    public static string? SnapshotIdentifier(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        var at = arn.IndexOf(Snapshot, StringComparison.Ordinal);
        return at >= 0 && arn.Split(':') is [_, _, "rds", ..] ? arn[(at + Snapshot.Length)..] : null;
    }

    /// <summary>What it is called in messages: the snapshot's identifier, or the last part of the ARN.</summary>
    public static string NameOf(string arn) => SnapshotIdentifier(arn) ?? arn[(arn.LastIndexOf(':') + 1)..];
}
