namespace Notejam.Sandbox.Backup.Model;

/// <summary>The account's settings, the same in all regions.</summary>
public sealed class BackupAccount
{
    /// <summary>Settings by name.</summary>
    public SortedDictionary<string, string> GlobalSettings { get; init; } = new(StringComparer.Ordinal) { ["isCrossAccountBackupEnabled"] = "false" };

    /// <summary>When they were last changed; null when they never were.</summary>
    public DateTimeOffset? GlobalSettingsChangedAt { get; set; }
}
