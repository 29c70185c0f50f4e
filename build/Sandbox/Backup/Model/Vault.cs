namespace Notejam.Sandbox.Backup.Model;

/// <summary>A vault: where recovery points are kept.</summary>
public sealed class Vault
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string EncryptionKeyArn { get; init; }

    public string? CreatorRequestId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The access policy, or null.</summary>
    public string? Policy { get; set; }

    public VaultNotifications? Notifications { get; set; }

    public VaultLock? Lock { get; set; }

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Recovery points by ARN.</summary>
    public SortedDictionary<string, RecoveryPoint> RecoveryPoints { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>Who is told what.</summary>
public sealed record VaultNotifications(string TopicArn, IReadOnlyList<string> Events);
