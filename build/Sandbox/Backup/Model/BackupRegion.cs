namespace Notejam.Sandbox.Backup.Model;

/// <summary>What AWS Backup keeps in one region.</summary>
public sealed class BackupRegion
{
    /// <summary>Vaults by name.</summary>
    public SortedDictionary<string, Vault> Vaults { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Plans by id; deleted ones are remembered.</summary>
    public SortedDictionary<string, BackupPlan> Plans { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Restore testing plans by name.</summary>
    public SortedDictionary<string, RestoreTestingPlan> RestoreTestingPlans { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Backup jobs by id.</summary>
    public SortedDictionary<string, BackupJob> BackupJobs { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Copy jobs by id, of copies out of this region's vaults.</summary>
    public SortedDictionary<string, CopyJob> CopyJobs { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Restore jobs by id.</summary>
    public SortedDictionary<string, RestoreJob> RestoreJobs { get; init; } = new(StringComparer.Ordinal);

    /// <summary>When each rule last asked for backups or restores, by the id of its plan and itself.</summary>
    public SortedDictionary<string, DateTimeOffset> LastRuns { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Resource types whose opt-in differs from the default.</summary>
    public SortedDictionary<string, bool> OptIn { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Resource types whose management by AWS Backup differs from the default.</summary>
    public SortedDictionary<string, bool> Management { get; init; } = new(StringComparer.Ordinal);

    /// <summary>ARN of the key of vaults that were given none; null before the first of them.</summary>
    public string? DefaultKeyArn { get; set; }
}
