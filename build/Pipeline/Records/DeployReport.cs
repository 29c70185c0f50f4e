namespace Notejam.Pipeline.Records;

/// <summary>How a whole Deploy ended; the names are what <c>artifacts/deploy.json</c> says.</summary>
public enum DeployOutcome
{
    /// <summary>A new release takes all traffic.</summary>
    Live,

    /// <summary>The release that these sources make was live already.</summary>
    Unchanged,

    /// <summary>The new release failed and the old one serves.</summary>
    RolledBack,

    /// <summary>A stage failed.</summary>
    Failed,
}

/// <summary>A stage in the report.</summary>
/// <param name="Outcome"><c>Done</c>, <c>Skipped</c>, <c>Failed</c> or <c>NotRun</c>.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="Reason">What it did, why it was skipped, or why it failed.</param>
public sealed record StageReport(string Name, string Outcome, double Seconds, string? Reason);

/// <summary>The gate, in the report.</summary>
public sealed record ScanReport(string Verdict, IReadOnlyDictionary<string, int> Counts);

/// <summary>Terraform's changes, in the report.</summary>
public sealed record InfraReport(int Added, int Changed, int Destroyed);

/// <summary>The rollout, in the report.</summary>
/// <param name="Outcome">How it ended; <c>UnderWay</c> when the run has not seen its end.</param>
public sealed record RolloutReport(string? DeploymentId, string TaskDefinitionArn, RolloutOutcome Outcome);

/// <summary>The contract with those who run Deploy: <c>artifacts/deploy.json</c>, written whatever the outcome.</summary>
public sealed record DeployReport(
    string ReleaseId, string Revision, string Region, string Environment, DeployOutcome Outcome, string? ImageDigest,
    ScanReport? Scan, InfraReport? Infra, RolloutReport? Rollout, Uri? Url, IReadOnlyList<StageReport> Stages);
