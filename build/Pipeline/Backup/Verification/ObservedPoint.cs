namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A recovery point.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Status">AWS's word for its state.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RetentionDays">Days that it is kept; null: for ever.</param>
/// <param name="DeleteAt">When it is to go; null: never.</param>
/// <param name="SizeBytes">Its size; 0: AWS Backup does not tell.</param>
/// <param name="KeyArn">Its key.</param>
/// <param name="ResourceArn">The database.</param>
/// <param name="RuleName">The rule that made it; null: on demand.</param>
public sealed record ObservedPoint(
    string Arn, string Status, DateTimeOffset CreatedAt, int? RetentionDays, DateTimeOffset? DeleteAt, long SizeBytes, string? KeyArn, string ResourceArn, string? RuleName)
{
    /// <summary>Whether it can be restored; a state that nobody knows here cannot.</summary>
    public bool IsUsable => Status is "COMPLETED" or "AVAILABLE";

    /// <summary>The snapshot behind it, by RDS's identifier; null when it is none.</summary>
    public string? SnapshotIdentifier => RecoveryPointArn.SnapshotIdentifier(Arn);

    /// <summary>What it is called in messages.</summary>
    public string Name => RecoveryPointArn.NameOf(Arn);
}
