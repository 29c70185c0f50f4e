namespace Notejam.Pipeline.Records;

/// <summary>The outputs of <c>infra/stacks/backup</c>.</summary>
public sealed record BackupOutputs
{
    /// <summary>Name of the vaults, the same in both regions.</summary>
    public required string VaultName { get; init; }

    /// <summary>The databases' region.</summary>
    public required string PrimaryRegion { get; init; }

    /// <summary>The region of the copies.</summary>
    public required string RecoveryRegion { get; init; }

    /// <summary>The vault of the copies.</summary>
    public required string RecoveryVaultArn { get; init; }

    /// <summary>Keys of the vaults by region.</summary>
    public required IReadOnlyDictionary<string, string> VaultKeyArns { get; init; }

    /// <summary>Lock of both vaults: <c>none</c>, <c>governance</c> or <c>compliance</c>.</summary>
    public required string LockMode { get; init; }

    /// <summary>Role of backup and copy jobs.</summary>
    public required string BackupRoleArn { get; init; }

    /// <summary>The databases that are backed up.</summary>
    public required IReadOnlyList<string> DatabaseArns { get; init; }

    /// <summary>The plan's rules by name.</summary>
    public required IReadOnlyDictionary<string, BackupRule> Rules { get; init; }

    /// <summary>How long a backup on demand is kept: as long as the longest rule keeps its own.</summary>
    public int RetentionDays => Rules.Values.Max(rule => rule.DeleteAfterDays);

    /// <summary>How long its copy is kept.</summary>
    public int CopyRetentionDays => Rules.Values.Max(rule => rule.CopyDeleteAfterDays) ?? RetentionDays;
}
