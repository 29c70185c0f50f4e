namespace Notejam.Sandbox.Backup.Model;

/// <summary>A backup in a vault.</summary>
public sealed class RecoveryPoint
{
    /// <summary>Of RDS it is the snapshot's ARN.</summary>
    public required string Arn { get; init; }

    public required string ResourceArn { get; init; }

    /// <summary>CREATING, COMPLETED, PARTIAL, DELETING, EXPIRED or STOPPED.</summary>
    public string Status { get; set; } = "COMPLETED";

    /// <summary>Why it has that status.</summary>
    public string? StatusMessage { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; set; }

    public long SizeInBytes { get; set; }

    /// <summary>The key of its data, or null when that is the vault's.</summary>
    public string? EncryptionKeyArn { get; set; }

    public string? IamRoleArn { get; init; }

    public Lifecycle? Lifecycle { get; set; }

    /// <summary>The rule that made it; null when somebody did.</summary>
    public PlanReference? CreatedBy { get; init; }

    /// <summary>Of a copy: the vault it was copied from.</summary>
    public string? SourceVaultArn { get; init; }

    public DateTimeOffset? LastRestoredAt { get; set; }

    /// <summary>When its deletion was asked for.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);
}
