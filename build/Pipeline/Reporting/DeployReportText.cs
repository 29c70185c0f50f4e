using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Reporting;

/// <summary>The closing lines of a Deploy, for people.</summary>
public static class DeployReportText
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(DeployReport report)
    {
        yield return $"Release         {report.ReleaseId} ({report.Outcome}) of {report.Revision[..10]} in {report.Region}, {report.Environment}";
        yield return $"Image           {report.ImageDigest ?? "none"}";
        yield return $"Scan            {(report.Scan is { } scan ? $"{scan.Verdict}, {Counts(scan)}" : "none")}";
        yield return $"Infrastructure  {(report.Infra is { } infra ? $"{infra.Added} added, {infra.Changed} changed, {infra.Destroyed} destroyed" : "not applied")}";
        yield return $"Deployment      {report.Rollout?.DeploymentId ?? "none"}{(report.Rollout is { } rollout ? $" of {rollout.TaskDefinitionArn[(rollout.TaskDefinitionArn.LastIndexOf('/') + 1)..]}{(rollout.Outcome == RolloutOutcome.UnderWay ? ", under way: run the same command again to follow it" : "")}" : "")}";
        yield return $"Notejam         {report.Url?.ToString() ?? "not reached"}";
    }

    private static string Counts(ScanReport scan)
    {
        var found = scan.Counts.Where(pair => pair.Value > 0).Select(pair => $"{pair.Value} {pair.Key.ToLowerInvariant()}").ToList();
        return found.Count > 0 ? string.Join(", ", found) : "no findings";
    }
}
