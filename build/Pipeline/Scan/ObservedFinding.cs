namespace Notejam.Pipeline.Scan;

/// <summary>A finding as ECR has answered it; nothing of it is interpreted.</summary>
/// <param name="Severity">ECR's word, or Amazon Inspector's; null when it has none.</param>
/// <param name="Status">Amazon Inspector's: ACTIVE, SUPPRESSED or CLOSED; basic scanning has none.</param>
/// <param name="Packages">The packages that have it; empty when the scan does not say.</param>
public sealed record ObservedFinding(string Name, string? Severity, string? Status, IReadOnlyList<ObservedPackage> Packages, string? Uri);

/// <summary>A package of a finding.</summary>
/// <param name="FixedVersion">The first version without it; null when there is none yet or the scan does not say.</param>
public sealed record ObservedPackage(string? Name, string? Version, string? FixedVersion);
