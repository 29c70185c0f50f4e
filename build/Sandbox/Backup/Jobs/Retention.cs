using Notejam.Sandbox.Backup.Model;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>Whether a vault's lock allows a lifecycle.</summary>
internal static class Retention
{
    /// <summary>What AWS Backup says when it does not; null when it does.</summary>
    public static string? Complaint(VaultLock? vaultLock, Lifecycle? lifecycle)
    {
        if (vaultLock is null) return null;
        var days = lifecycle?.DeleteAfterDays;
        if (vaultLock.MinRetentionDays is { } min && days < min) return Text(days, $"shorter than the {min} days that the vault's lock asks for");
        if (vaultLock.MaxRetentionDays is { } max && (days is null || days > max)) return Text(days, $"longer than the {max} days that the vault's lock allows");
        return null;
    }

    private static string Text(int? days, string what) =>
        $"Retention period is out of range of the Backup Vault Lock: {(days is null ? "for ever" : $"{days} days")} is {what}.";
}
