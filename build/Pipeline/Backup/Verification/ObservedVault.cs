namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A vault.</summary>
/// <param name="Region">Its region.</param>
/// <param name="Problem">Why it could not be looked at; null when it was.</param>
/// <param name="KeyArn">Its key.</param>
/// <param name="Lock">Its lock, or null.</param>
/// <param name="Policy">Its access policy, or null.</param>
/// <param name="Points">What is in it.</param>
public sealed record ObservedVault(string Region, string? Problem, string? KeyArn, ObservedLock? Lock, string? Policy, IReadOnlyList<ObservedPoint> Points);
