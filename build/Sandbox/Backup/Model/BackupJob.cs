namespace Notejam.Sandbox.Backup.Model;

/// <summary>A backup of a resource into a vault of its region.</summary>
public sealed class BackupJob : Job
{
    public required string VaultName { get; init; }

    public required string ResourceArn { get; init; }

    public required string RecoveryPointArn { get; init; }

    /// <summary>Until when it must have begun, or it expires.</summary>
    public required DateTimeOffset StartBy { get; init; }

    /// <summary>Until when it must be done, or it is given up.</summary>
    public required DateTimeOffset CompleteBy { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    /// <summary>Tags of the recovery point to be.</summary>
    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Copies to make once it is done: vault ARN → lifecycle there.</summary>
    public SortedDictionary<string, Lifecycle?> Copies { get; init; } = new(StringComparer.Ordinal);
}
