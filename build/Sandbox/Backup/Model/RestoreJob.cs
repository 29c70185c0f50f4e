namespace Notejam.Sandbox.Backup.Model;

/// <summary>A new resource from a recovery point.</summary>
public sealed class RestoreJob : Job
{
    public required string RecoveryPointArn { get; init; }

    public required string VaultArn { get; init; }

    public required string SourceResourceArn { get; init; }

    public required SortedDictionary<string, string> Metadata { get; init; }

    public bool CopyTags { get; init; }

    /// <summary>What it made.</summary>
    public string? CreatedResourceArn { get; set; }

    /// <summary>SUCCESSFUL or FAILED, as whoever validated it said.</summary>
    public string? ValidationStatus { get; set; }

    public string? ValidationMessage { get; set; }

    /// <summary>SUCCESSFUL once a restore test's resource is removed again; null before.</summary>
    public string? DeletionStatus { get; set; }

    /// <summary>The restore testing plan that asked for it, or null.</summary>
    public string? TestingPlanArn { get; init; }
}
