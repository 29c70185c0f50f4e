namespace Notejam.Configuration;

/// <summary>How long <c>migrate</c> may run, and how long it may stand in the way of those who use the database.</summary>
/// <param name="Ceiling">After this time it is cancelled and rolled back.</param>
/// <param name="LockTimeout">How long a statement waits for a lock; whatever queues behind it waits no longer for its sake.</param>
/// <param name="LockAttempts">How often it asks for a lock before it gives up.</param>
public sealed record MigrationOptions(TimeSpan Ceiling, TimeSpan LockTimeout, int LockAttempts)
{
    /// <summary>How often a migration that runs says so.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads Migration__*.</summary>
    public static MigrationOptions Read(SettingsReader settings) => new(
        TimeSpan.FromMinutes(settings.Number("Migration:CeilingMinutes", "minutes", 60, 1, 1440)),
        TimeSpan.FromSeconds(settings.Number("Migration:LockSeconds", "seconds", 3, 1, 60)),
        settings.Number("Migration:LockAttempts", "attempts", 10, 1, 100));
}
