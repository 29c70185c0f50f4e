using Notejam.Pipeline.Drill.Cost;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;

namespace Notejam.Pipeline.Drill;

/// <summary>From a drill's journal to its report. Pure.</summary>
internal static class DrillReportBuilder
{
    /// <summary>Builds the report.</summary>
    /// <param name="leftovers">What is still there.</param>
    public static DrillReport Build(RecoveryJournal journal, DrillSteps steps, RecoveryOutputs standing, IReadOnlyList<string> leftovers, DateTimeOffset now)
    {
        var times = new RecoveryTimes(journal.SecondsTo(steps.Password.Name), journal.SecondsTo(steps.Application.Name), journal.SecondsTo(steps.Data.Name));
        List<CheckResult> checks = [.. journal.Checks, RecoveryTime(times, journal.Targets)];
        var elapsed = now - journal.StartedAt;
        var canary = steps.Data.IsDone ? steps.Data.Value.NewestCanary : null;
        var isWell = journal.Steps.All(step => step.Outcome == RecoveryStepOutcome.Done) && steps.All.All(step => journal.Steps.Any(done => done.Name == step.Name))
            && checks.All(check => check.Outcome != CheckOutcome.NG) && (leftovers.Count == 0 || journal.Kept);
        return new DrillReport
        {
            DrillId = journal.Id,
            Environment = standing.Environment,
            PrimaryRegion = standing.PrimaryRegion,
            Region = standing.Region,
            Outcome = isWell ? DrillOutcome.Passed : DrillOutcome.Failed,
            StartedAt = journal.StartedAt,
            Seconds = elapsed.TotalSeconds,
            RecoveryPointArn = steps.Point.IsDone ? steps.Point.Value.Arn : null,
            Image = steps.Image.IsDone ? steps.Image.Value : null,
            RpoSeconds = canary is null ? null : (journal.StartedAt - canary.WrittenAt).TotalSeconds,
            SnapshotAgeSeconds = steps.Point.IsDone && steps.Point.Value.DatabaseTime is { } time ? (journal.StartedAt - time).TotalSeconds : null,
            RtoSeconds = times,
            Targets = journal.Targets,
            CostUsd = PriceList.For(standing, elapsed),
            Steps = [.. journal.Steps.OrderBy(step => step.StartedAt)],
            Checks = checks,
            Leftovers = leftovers,
            Url = steps.Infra.IsDone ? steps.Infra.Value.Url : null,
            Kept = journal.Kept,
        };
    }

    /// <summary>The report in one line.</summary>
    public static string Says(DrillReport report)
    {
        var found = report.Checks.Where(check => check.Outcome == CheckOutcome.NG).Select(check => $"{check.Name}: {check.Evidence}")
            .Concat(report.Steps.Where(step => step.Outcome == RecoveryStepOutcome.Failed).Select(step => $"{step.Name}: {step.Says.Split('\n')[0]}"))
            .Concat(report.Kept ? [] : report.Leftovers.Select(left => $"left: {left}")).ToList();
        var figures = $"RPO {Figure(report.RpoSeconds)}, available {Figure(report.RtoSeconds.Available)}, serving {Figure(report.RtoSeconds.Serving)}, hydrated {Figure(report.RtoSeconds.Hydrated)}";
        return report.Outcome == DrillOutcome.Passed
            ? $"drill {report.DrillId} passed: {figures}, {(report.Kept ? $"kept at {report.Url}" : "nothing left")}"
            : $"drill {report.DrillId} failed ({figures}):\n{string.Join('\n', found.Select(line => "  " + line))}";
    }

    private static CheckResult RecoveryTime(RecoveryTimes times, RecoveryTargets targets)
    {
        const string Name = "recovery time";
        if (times.Serving is not { } serving) return CheckResult.Bad(Name, "people could not use Notejam", "See the steps that failed.");
        return serving <= targets.RtoSeconds
            ? CheckResult.Ok(Name, $"people could use Notejam after {serving:0} s; at most {targets.RtoSeconds:0} s are promised")
            : CheckResult.Bad(Name, $"people could use Notejam after {serving:0} s, and at most {targets.RtoSeconds:0} s are promised", "See the critical path in the report, or give --rto-minutes what is promised.");
    }

    private static string Figure(double? seconds) => seconds is { } known ? known < 600 ? $"{known:0} s" : Backup.Verification.FreshnessChecks.Text(TimeSpan.FromSeconds(known)) : "unknown";
}
