namespace Notejam.Sandbox.Backup.Model;

/// <summary>A copy of a recovery point into another vault; kept in the region of the source.</summary>
public sealed class CopyJob : Job
{
    public required string SourceVaultArn { get; init; }

    public required string SourceRecoveryPointArn { get; init; }

    public required string DestinationVaultArn { get; init; }

    public required string DestinationRecoveryPointArn { get; init; }

    public required string ResourceArn { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    /// <summary>The backup job whose plan asked for the copy, or null.</summary>
    public string? BackupJobId { get; init; }

    /// <summary>Not before then: a copy that comes late.</summary>
    public DateTimeOffset? HeldUntil { get; set; }
}
