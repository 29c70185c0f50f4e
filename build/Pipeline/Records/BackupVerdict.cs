namespace Notejam.Pipeline.Records;

/// <summary>Whether the backups of an environment are what they should be.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="At">When it was looked.</param>
/// <param name="RpoTarget">How old the newest recovery point may be.</param>
/// <param name="RecoveryPoints">How many recovery points there are, by region.</param>
/// <param name="Checks">The checks.</param>
public sealed record BackupVerdict(string Environment, DateTimeOffset At, TimeSpan RpoTarget, IReadOnlyDictionary<string, int> RecoveryPoints, IReadOnlyList<CheckResult> Checks)
{
    /// <summary>The worst of the checks' outcomes.</summary>
    public CheckOutcome Outcome => Checks.Count == 0 ? CheckOutcome.NG : Checks.Max(check => check.Outcome);
}
