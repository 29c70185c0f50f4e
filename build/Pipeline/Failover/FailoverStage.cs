using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Recovery.Teardown;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failover;

/// <summary>
/// Lets the disaster-recovery region serve: from the same graph as a drill, without what only a drill needs, and with the primary
/// frozen, so that there is one writer. Run again, it goes on, and freezes a primary that has come back meanwhile.
/// </summary>
public sealed class FailoverStage
{
    private readonly RecoveryStore _failovers;
    private readonly RecoveryStore _drills;
    private readonly Func<RecoveryName, RecoveryTools> _toolsOf;
    private readonly PrimaryTools _primary;
    private readonly TrafficSwitch _traffic;
    private readonly TimeProvider _time;
    private readonly IStageLog _log;

    internal FailoverStage(RecoveryStore failovers, RecoveryStore drills, Func<RecoveryName, RecoveryTools> toolsOf, PrimaryTools primary, TrafficSwitch traffic, TimeProvider time, IStageLog log) =>
        (_failovers, _drills, _toolsOf, _primary, _traffic, _time, _log) = (failovers, drills, toolsOf, primary, traffic, time, log);

    /// <summary>Runs the stage: a new failover, or the rest of one that was interrupted.</summary>
    /// <exception cref="PipelineException">Not confirmed, a drill stands in the way, or another run fails over.</exception>
    public async Task<StageResult<FailoverReport?>> RunAsync(RecoveryOutputs standing, FailoverOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Confirmed != standing.Environment)
            throw new RequestException(
                $"Failover lets {standing.Region} serve {standing.Environment} instead of {standing.PrimaryRegion}, whose Notejam stops; it was {(options.Confirmed is null ? "not confirmed" : $"confirmed as '{options.Confirmed}'")}.",
                $"If that is what you want: --confirm {standing.Environment}. To rehearse it: ./build.sh DrDrill.");
        var journal = await _failovers.FindAsync(cancellationToken);
        if (options.GiveUp && journal is null) return StageResult.Skipped<FailoverReport?>(null, $"no failover of {standing.Environment} stands in {standing.Region}");
        journal = await BeginOrResumeAsync(journal, standing, options, cancellationToken);
        var tools = _toolsOf(new RecoveryName(standing.Environment, journal.Id, RecoveryPurpose.Failover));
        var steps = FailoverSteps.Create(tools, _primary, _traffic, standing, journal, options);
        if (options.GiveUp || journal.IsEnding) return await GiveUpAsync(tools, steps, standing, journal, cancellationToken);

        using var graph = new StepGraph(journal, cancellation => _failovers.SaveAsync(journal, cancellation), _time, _log);
        await graph.RunAsync(steps.All, cancellationToken);
        if (steps.Switch.IsDone && !journal.Kept)
        {
            journal.Kept = true;
            await _failovers.SaveAsync(journal, cancellationToken);
        }

        var report = FailoverReportBuilder.Build(journal, steps, standing, null, _time.GetUtcNow());
        await _failovers.WriteReportAsync(report.StartedAt, report.FailoverId, report, cancellationToken);
        var isWell = report.Outcome == FailoverOutcome.Serving && journal.Steps.All(step => step.Outcome == RecoveryStepOutcome.Done);
        return new StageResult<FailoverReport?>(report, isWell ? StageOutcome.Done : StageOutcome.Failed, FailoverReportBuilder.Says(report));
    }

    private async Task<RecoveryJournal> BeginOrResumeAsync(RecoveryJournal? journal, RecoveryOutputs standing, FailoverOptions options, CancellationToken cancellationToken)
    {
        if (journal is null)
        {
            if (await _drills.FindAsync(cancellationToken) is { } drill)
                throw new PipelineException($"Drill {drill.Id} of {drill.StartedAt:u} stands in {standing.Region}, in the same network.", "Take it down first: ./build.sh DrDrill --teardown.");
            journal = new RecoveryJournal { Id = RecoveryStore.NewId(), StartedAt = _time.GetUtcNow(), Targets = options.Targets };
            _log.Info($"failover {journal.Id}: {standing.Environment} moves from {standing.PrimaryRegion} to {standing.Region}");
        }
        else
        {
            _log.Info(journal.Kept ? $"failover {journal.Id} serves since {journal.StartedAt:u}: the primary is looked at again" : $"failover {journal.Id}, which began at {journal.StartedAt:u}, is gone on with; {_failovers.DescribeHolder(journal)}");
            if (journal.Steps.Any(step => step.Name == RecoverySteps.RestoreName && step.Outcome == RecoveryStepOutcome.Failed))
            {
                // The same job would fail the same way: another point is looked for, and another job is begun.
                journal.Attempt++;
                journal.Steps.RemoveAll(step => step.Name == RecoverySteps.PointName);
            }

            // A region that was lost may be back, and a frozen one may have been thawed.
            journal.Steps.RemoveAll(step => step.Name is FailoverSteps.FreezeName or FailoverSteps.SilenceName);
        }

        await _failovers.SaveAsync(journal, cancellationToken);
        return journal;
    }

    private async Task<StageResult<FailoverReport?>> GiveUpAsync(RecoveryTools tools, FailoverSteps steps, RecoveryOutputs standing, RecoveryJournal journal, CancellationToken cancellationToken)
    {
        if (journal.Kept) throw new PipelineException($"Failover {journal.Id} serves {standing.Environment} since {journal.StartedAt:u}: people have written there.", "./build.sh Failback brings it home, with what was written.");
        steps.Recall();
        journal.IsEnding = true;
        journal.Steps.RemoveAll(step => step.Name.StartsWith(RecoveryTeardown.Of, StringComparison.Ordinal));
        await _failovers.SaveAsync(journal, cancellationToken);
        // People first: what stands beside can wait.
        if (steps.Freeze.IsDone && steps.Freeze.Value is { Answered: true, Tasks: > 0 } frozen) await _primary.Freeze.ThawAsync(_primary.Cluster, _primary.Service, frozen.Tasks, cancellationToken);
        using var graph = new StepGraph(journal, cancellation => _failovers.SaveAsync(journal, cancellation), _time, _log);
        await graph.RunAsync(RecoveryTeardown.Steps(tools, standing, Failback.FailbackTask.StartedBy, steps.PointArn), cancellationToken);
        var leftovers = await RecoveryTeardown.FindLeftoversAsync(tools, standing, cancellationToken);
        var report = FailoverReportBuilder.Build(journal, steps, standing, leftovers, _time.GetUtcNow());
        await _failovers.WriteReportAsync(report.StartedAt, report.FailoverId, report, cancellationToken);
        if (leftovers.Count == 0) await _failovers.EndAsync(cancellationToken);
        return new StageResult<FailoverReport?>(report, leftovers.Count == 0 ? StageOutcome.Done : StageOutcome.Failed, FailoverReportBuilder.Says(report));
    }
}
