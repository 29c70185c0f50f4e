namespace Notejam.Pipeline.Records;

/// <summary>What a backup must hold: taken before and after it, signed, kept in both regions, and held against what is restored.</summary>
public sealed record BackupManifest
{
    /// <summary>The form of this record.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Environment that was backed up.</summary>
    public required string Environment { get; init; }

    /// <summary>Region of the database.</summary>
    public required string Region { get; init; }

    /// <summary>The database.</summary>
    public required string DatabaseArn { get; init; }

    /// <summary>The recovery point in the database's region.</summary>
    public required string RecoveryPointArn { get; init; }

    /// <summary>Its copy in the disaster-recovery region; null until there is one.</summary>
    public string? CopyArn { get; init; }

    /// <summary>The image that was live.</summary>
    public required string Image { get; init; }

    /// <summary>The task definition that was live.</summary>
    public required string TaskDefinitionArn { get; init; }

    /// <summary>Where Notejam was reached; null in manifests of older versions.</summary>
    public Uri? Url { get; init; }

    /// <summary>Host name of the load balancer behind it; null in manifests of older versions. A domain may lead elsewhere by now.</summary>
    public string? LoadBalancer { get; init; }

    /// <summary>Written before the backup began: a restored database has it.</summary>
    public required Canary CanaryBefore { get; init; }

    /// <summary>Written after the backup was done: a restored database that has it holds more than it should.</summary>
    public Canary? CanaryAfter { get; init; }

    /// <summary>Content before the backup began.</summary>
    public required Inventory Before { get; init; }

    /// <summary>Content after it was done; what equals <see cref="Before"/> did not change meanwhile.</summary>
    public Inventory? After { get; init; }
}
