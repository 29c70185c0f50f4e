namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A vault, and what of it is of the environment's databases.</summary>
/// <param name="Region">Its region.</param>
/// <param name="Problem">Why it could not be looked at; null when it was.</param>
/// <param name="KeyArn">Its key.</param>
/// <param name="Lock">Its lock, or null.</param>
/// <param name="Policy">Its access policy, or null.</param>
/// <param name="Points">The recovery points of our databases.</param>
public sealed record ObservedVault(string Region, string? Problem, string? KeyArn, ObservedLock? Lock, string? Policy, IReadOnlyList<ObservedPoint> Points)
{
    /// <summary>Whose other recovery points are in it, one entry for each.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Mentions them at the end of a line of evidence.</summary>
    public string Also => OtherResources.Also(Others, "recovery point");
}
