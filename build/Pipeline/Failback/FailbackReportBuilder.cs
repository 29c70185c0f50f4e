using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;

namespace Notejam.Pipeline.Failback;

/// <summary>From a failback's journal to its report. Pure.</summary>
internal static class FailbackReportBuilder
{
    /// <summary>Builds the report.</summary>
    /// <param name="leftovers">What is still there of the failover.</param>
    public static FailbackReport Build(RecoveryJournal journal, RecoveryJournal failover, FailbackSteps steps, RecoveryOutputs standing, Uri url, IReadOnlyList<string> leftovers, DateTimeOffset now)
    {
        var (stopped, back) = (journal.Steps.FirstOrDefault(step => step.Name == steps.Freeze.Name), journal.Steps.FirstOrDefault(step => step.Name == steps.Switch.Name && step.Outcome == RecoveryStepOutcome.Done));
        var isWell = journal.Steps.All(step => step.Outcome == RecoveryStepOutcome.Done) && steps.Backup.IsDone && journal.Checks.All(check => check.Outcome != CheckOutcome.NG) && leftovers.Count == 0;
        return new FailbackReport
        {
            FailbackId = journal.Id,
            FailoverId = failover.Id,
            Environment = standing.Environment,
            PrimaryRegion = standing.PrimaryRegion,
            Region = standing.Region,
            Outcome = isWell ? FailbackOutcome.Home : FailbackOutcome.Failed,
            StartedAt = journal.StartedAt,
            Seconds = (now - journal.StartedAt).TotalSeconds,
            DownSeconds = stopped is not null && back is not null ? (back.EndedAt - stopped.StartedAt).TotalSeconds : null,
            Rows = steps.Import.IsDone ? steps.Import.Value.Rows : null,
            LateRows = steps.Kept.IsDone ? steps.Kept.Value.LateRows : null,
            Snapshot = steps.Kept.IsDone ? steps.Kept.Value.SnapshotIdentifier : null,
            Steps = [.. journal.Steps.OrderBy(step => step.StartedAt)],
            Checks = [.. journal.Checks],
            Leftovers = leftovers,
            Url = back is null ? null : url,
        };
    }

    /// <summary>The report in one line, or a few.</summary>
    public static string Says(FailbackReport report)
    {
        if (report.Outcome == FailbackOutcome.Home)
            return $"{report.Environment} serves from {report.PrimaryRegion} again at {report.Url}, with {report.Rows} rows from {report.Region}, the same by checksum; nobody could write for {report.DownSeconds:0} s; what was there before is kept in snapshot {report.Snapshot}";
        var found = report.Checks.Where(check => check.Outcome == CheckOutcome.NG).Select(check => $"{check.Name}: {check.Evidence}")
            .Concat(report.Steps.Where(step => step.Outcome == RecoveryStepOutcome.Failed).Select(step => $"{step.Name}: {step.Says}"))
            .Concat(report.Leftovers.Select(left => $"left: {left}"));
        return $"failback {report.FailbackId} is not done, {(report.Url is null ? $"{report.Region} goes on serving" : $"{report.PrimaryRegion} serves")}:\n{string.Join('\n', found.Select(line => "  " + line))}";
    }
}
