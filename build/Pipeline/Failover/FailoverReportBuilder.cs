using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;

namespace Notejam.Pipeline.Failover;

/// <summary>From a failover's journal to its report. Pure.</summary>
internal static class FailoverReportBuilder
{
    /// <summary>Builds the report.</summary>
    /// <param name="leftovers">What is still there of one that was given up; null for one that was not.</param>
    public static FailoverReport Build(RecoveryJournal journal, FailoverSteps steps, RecoveryOutputs standing, IReadOnlyList<string>? leftovers, DateTimeOffset now)
    {
        var times = new RecoveryTimes(journal.SecondsTo(steps.Password.Name), journal.SecondsTo(steps.Switch.Name), journal.SecondsTo(steps.Data.Name));
        List<CheckResult> checks = [.. journal.Checks];
        if (times.Serving is { } serving)
            checks.Add(serving <= journal.Targets.RtoSeconds
                ? CheckResult.Ok("recovery time", $"people can use Notejam after {serving:0} s; at most {journal.Targets.RtoSeconds:0} s are promised")
                : CheckResult.Warn("recovery time", $"people can use Notejam after {serving:0} s, and at most {journal.Targets.RtoSeconds:0} s are promised", "See which step took so long."));
        return new FailoverReport
        {
            FailoverId = journal.Id,
            Environment = standing.Environment,
            PrimaryRegion = standing.PrimaryRegion,
            Region = standing.Region,
            Outcome = leftovers is not null ? FailoverOutcome.GivenUp : steps.Switch.IsDone ? FailoverOutcome.Serving : FailoverOutcome.Failed,
            StartedAt = journal.StartedAt,
            Seconds = (now - journal.StartedAt).TotalSeconds,
            PrimaryFrozen = steps.Freeze.IsDone ? steps.Freeze.Value.Answered : null,
            RecoveryPointArn = steps.Point.IsDone ? steps.Point.Value.Arn : null,
            Image = steps.Image.IsDone ? steps.Image.Value : null,
            // What was backed up when nobody could write any more is all there is.
            RpoSeconds = steps.Data.IsDone && steps.Data.Value.NewestCanary is { } canary ? Math.Max(0, (journal.StartedAt - canary.WrittenAt).TotalSeconds) : null,
            RtoSeconds = times,
            Targets = journal.Targets,
            Steps = [.. journal.Steps.OrderBy(step => step.StartedAt)],
            Checks = checks,
            Leftovers = leftovers ?? [],
            Url = steps.Switch.IsDone && leftovers is null ? steps.Infra.Value.Url : null,
        };
    }

    /// <summary>The report in one line, or a few.</summary>
    public static string Says(FailoverReport report)
    {
        var found = report.Checks.Where(check => check.Outcome == CheckOutcome.NG).Select(check => $"{check.Name}: {check.Evidence}")
            .Concat(report.Steps.Where(step => step.Outcome == RecoveryStepOutcome.Failed).Select(step => $"{step.Name}: {step.Says}"))
            .Concat(report.Leftovers.Select(left => $"left: {left}")).ToList();
        return report.Outcome switch
        {
            FailoverOutcome.Serving => $"{report.Environment} serves from {report.Region} at {report.Url}, {report.RtoSeconds.Serving:0} s after the failover {report.FailoverId} began; {(report.RpoSeconds is { } lost ? $"{lost:0} s of data are lost" : "how much data is lost is not known")}",
            FailoverOutcome.GivenUp when report.Leftovers.Count == 0 => $"failover {report.FailoverId} was given up, and nothing of it is left",
            _ => $"failover {report.FailoverId} {(report.Outcome == FailoverOutcome.GivenUp ? "was given up" : "does not serve yet")}:\n{string.Join('\n', found.Select(line => "  " + line))}",
        };
    }
}
