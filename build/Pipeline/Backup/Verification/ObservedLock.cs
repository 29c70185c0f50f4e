namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A vault's lock.</summary>
/// <param name="MinDays">Shortest retention, or null.</param>
/// <param name="MaxDays">Longest retention, or null.</param>
/// <param name="FinalFrom">From when nobody can lift it; null: it can be lifted.</param>
public sealed record ObservedLock(int? MinDays, int? MaxDays, DateTimeOffset? FinalFrom);
