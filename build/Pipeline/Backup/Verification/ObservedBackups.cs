using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>All that was seen of an environment's backups at one moment; the checks know nothing else.</summary>
public sealed record ObservedBackups
{
    /// <summary>When it was looked.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What the infrastructure promises.</summary>
    public required BackupOutputs Outputs { get; init; }

    /// <summary>How old the newest recovery point may be.</summary>
    public required TimeSpan RpoTarget { get; init; }

    /// <summary>The vault of the database's region.</summary>
    public required ObservedVault Primary { get; init; }

    /// <summary>The vault of the copies.</summary>
    public required ObservedVault Recovery { get; init; }

    /// <summary>Backup jobs of our databases, newest first.</summary>
    public required IReadOnlyList<ObservedJob> Backups { get; init; }

    /// <summary>Copy jobs of our databases, newest first.</summary>
    public required IReadOnlyList<ObservedJob> Copies { get; init; }

    /// <summary>Whose other backup and copy jobs use the same vaults, one entry for each.</summary>
    public IReadOnlyList<string> OtherJobs { get; init; } = [];

    /// <summary>Keys that recovery points and vaults name, by ARN.</summary>
    public required IReadOnlyDictionary<string, ObservedKey> Keys { get; init; }

    /// <summary>The roles that deliver, which must not be able to delete a recovery point.</summary>
    public IReadOnlyList<string> DeliveryRoleArns { get; init; } = [];

    /// <summary>The newest copy with a manifest, and what is wrong with its signature; null when no recent one has any.</summary>
    public ObservedManifest? Manifest { get; init; }

    /// <summary>The newest drill; null when there was none.</summary>
    public ObservedProof? Drill { get; init; }

    /// <summary>The newest restore test of AWS's own that restored one of our recovery points; null when there was none.</summary>
    public ObservedProof? RestoreTest { get; init; }
}
