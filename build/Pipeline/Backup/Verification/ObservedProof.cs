namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A proof that backups can be restored.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Passed">Whether it held.</param>
/// <param name="Says">What it found.</param>
public sealed record ObservedProof(DateTimeOffset At, bool Passed, string Says);
