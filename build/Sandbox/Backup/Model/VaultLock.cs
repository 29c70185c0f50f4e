namespace Notejam.Sandbox.Backup.Model;

/// <summary>How long a vault's recovery points must and may be kept.</summary>
/// <param name="LockDate">
/// From when on nobody can change or remove this any more (compliance mode); null when it can be at any time by those who have the
/// permission (governance mode).
/// </param>
public sealed record VaultLock(int? MinRetentionDays, int? MaxRetentionDays, DateTimeOffset? LockDate)
{
    /// <summary>Whether it cannot be changed any more.</summary>
    public bool IsFinal(DateTimeOffset now) => LockDate <= now;
}
