using System.Globalization;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Reporting;

/// <summary>Puts the report of a Deploy together from the records that its stages wrote.</summary>
public static class DeployReportBuilder
{
    /// <summary>Builds the report.</summary>
    /// <param name="startedAt">Records older than this are of an earlier run; they count only for stages that were left out by the caller.</param>
    public static DeployReport Build(ArtifactStore artifacts, SourceRevision revision, Destination destination, DateTimeOffset startedAt, IReadOnlyList<StageRun> stages)
    {
        var scan = Find<ScanVerdict>("scan");
        var infra = Find<AppliedInfra>("apply");
        var rollout = Find<Records.Rollout>("rollout");
        var release = Find<Release>("verify");
        var pushed = Find<PushedImage>("push");
        return new DeployReport(
            $"{startedAt.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{revision.Tree[..8]}",
            revision.Commit,
            destination.Region,
            destination.Environment,
            Outcome(rollout, release is not null && stages.All(stage => stage.Succeeded || stage.WasSkipped)),
            pushed?.Digest.Value,
            scan is null ? null : new ScanReport(scan.Passed ? "Passed" : "Blocked", scan.Counts.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value)),
            infra is null ? null : new InfraReport(infra.Added, infra.Changed, infra.Destroyed),
            rollout is null ? null : new RolloutReport(rollout.DeploymentId, rollout.TaskDefinitionArn, rollout.Outcome),
            release?.Url ?? infra?.Outputs.Url,
            [.. stages.Select(Describe)]);

        T? Find<T>(string stage) where T : class
        {
            var envelope = FindReadable<T>(stage, out _);
            var isOfThisRun = envelope is not null && envelope.Revision.Tree == revision.Tree && envelope.Destination == destination
                && (envelope.At >= startedAt || stages.Any(run => run.WasSkipped && string.Equals(run.Name, stage, StringComparison.OrdinalIgnoreCase)));
            return isOfThisRun ? envelope!.Record : null;
        }

        StageReport Describe(StageRun run)
        {
            var envelope = FindReadable<object>(run.Name.ToLowerInvariant(), out var problem);
            var told = envelope is not null && envelope.At >= startedAt ? envelope : null;
            var outcome = (run, told?.Outcome) switch
            {
                ({ WasSkipped: true }, _) => "Skipped",
                (_, { } said) => said.ToString(),
                ({ Succeeded: true }, _) => "Done",
                _ => "NotRun",
            };
            return new StageReport(run.Name, outcome, Math.Round(run.Duration.TotalSeconds, 1), run.WasSkipped ? "left out by --skip" : told?.Reason ?? problem);
        }

        // A record that is damaged says so in the report, and costs nothing more than itself.
        StageEnvelope<T>? FindReadable<T>(string stage, out string? problem)
        {
            problem = null;
            try
            {
                return artifacts.Find<T>(stage);
            }
            catch (Exception exception) when (Explanation.Of(exception) is { } explained)
            {
                problem = explained.Message;
                return null;
            }
        }
    }

    private static DeployOutcome Outcome(Records.Rollout? rollout, bool isVerified) => rollout?.Outcome switch
    {
        RolloutOutcome.RolledBack => DeployOutcome.RolledBack,
        RolloutOutcome.Live when isVerified => DeployOutcome.Live,
        RolloutOutcome.Unchanged when isVerified => DeployOutcome.Unchanged,
        _ => DeployOutcome.Failed,
    };
}
