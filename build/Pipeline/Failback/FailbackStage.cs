using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Recovery.Teardown;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failback;

/// <summary>
/// Brings an environment home that has failed over: what was written away is carried into the primary region's database, compared row
/// by row, the traffic is led back, and the failover is taken down. When it fails before home serves, people go on where they were.
/// </summary>
public sealed class FailbackStage
{
    /// <summary>Where the journal keeps the id of the failover that is ended.</summary>
    internal const string FailoverKey = "failover";

    private readonly RecoveryStore _failbacks;
    private readonly RecoveryStore _failovers;
    private readonly AwayTools _away;
    private readonly Func<CancellationToken, Task<HomeTools>> _readHomeAsync;
    private readonly TimeProvider _time;
    private readonly IStageLog _log;

    internal FailbackStage(RecoveryStore failbacks, RecoveryStore failovers, AwayTools away, Func<CancellationToken, Task<HomeTools>> readHomeAsync, TimeProvider time, IStageLog log) =>
        (_failbacks, _failovers, _away, _readHomeAsync, _time, _log) = (failbacks, failovers, away, readHomeAsync, time, log);

    /// <summary>Runs the stage: a new failback, or the rest of one that was interrupted.</summary>
    /// <exception cref="PipelineException">Not confirmed, nothing has failed over, or another run fails back.</exception>
    public async Task<StageResult<FailbackReport?>> RunAsync(RecoveryOutputs standing, FailbackOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Confirmed != standing.Environment)
            throw new RequestException(
                $"Failback replaces the database of {standing.Environment} in {standing.PrimaryRegion} by what was written in {standing.Region}, and takes that down; it was {(options.Confirmed is null ? "not confirmed" : $"confirmed as '{options.Confirmed}'")}.",
                $"If that is what you want: --confirm {standing.Environment}");
        var journal = await _failbacks.FindAsync(cancellationToken);
        var failover = await _failovers.FindAsync(cancellationToken);
        if (failover is null)
        {
            // Killed between the two last steps: all is home.
            if (journal is not null) await EndAsync(journal, cancellationToken);
            return StageResult.Skipped<FailbackReport?>(null, $"{standing.Environment} is at home: no failover of it stands in {standing.Region}");
        }

        if (!failover.Kept)
            throw new PipelineException($"Failover {failover.Id} of {failover.StartedAt:u} has not come to serve: there is nothing to bring home.", "Go on with it (./build.sh Failover), or give it up (./build.sh Failover --teardown).");
        if (journal is null)
        {
            journal = new RecoveryJournal { Id = RecoveryStore.NewId(), StartedAt = _time.GetUtcNow(), Targets = failover.Targets };
            journal.Values[FailoverKey] = failover.Id;
            _log.Info($"failback {journal.Id}: {standing.Environment} comes home from {standing.Region} to {standing.PrimaryRegion}");
        }
        else
        {
            _log.Info($"failback {journal.Id}, which began at {journal.StartedAt:u}, is gone on with; {_failbacks.DescribeHolder(journal)}");
        }

        await _failbacks.SaveAsync(journal, cancellationToken);
        return await RunAsync(journal, failover, standing, await _readHomeAsync(cancellationToken), cancellationToken);
    }

    private async Task<StageResult<FailbackReport?>> RunAsync(RecoveryJournal journal, RecoveryJournal failover, RecoveryOutputs standing, HomeTools home, CancellationToken cancellationToken)
    {
        var tools = _away.ToolsOf(new RecoveryName(standing.Environment, failover.Id, RecoveryPurpose.Failover));
        var recovered = FailoverSteps.Create(tools, home.Primary, _away.Traffic, standing, failover, new FailoverOptions(failover.Targets, null, false, false, false));
        recovered.Recall();
        var steps = new FailbackSteps(home, _away, recovered, standing, journal, _time, _log);
        // What stands again, or still, is taken down again.
        journal.Steps.RemoveAll(step => step.Name.StartsWith(RecoveryTeardown.Of, StringComparison.Ordinal));
        using (var graph = new StepGraph(journal, cancellation => _failbacks.SaveAsync(journal, cancellation), _time, _log))
            await graph.RunAsync([.. steps.All, .. RecoveryTeardown.Steps(tools, standing, FailbackTask.StartedBy, recovered.PointArn, steps.Backup)], cancellationToken);
        if (!steps.Rollout.IsDone && steps.Freeze.IsDone) await GoOnAwayAsync(steps, journal, recovered, standing, home, cancellationToken);

        // While people still write there, that it stands is as it should be.
        var leftovers = steps.Backup.IsDone ? await RecoveryTeardown.FindLeftoversAsync(tools, standing, cancellationToken) : [];
        var report = FailbackReportBuilder.Build(journal, failover, steps, standing, home.Infra.Url, leftovers, _time.GetUtcNow());
        await _failbacks.WriteReportAsync(report.StartedAt, report.FailbackId, report, cancellationToken);
        if (report.Outcome == FailbackOutcome.Home)
        {
            await _failovers.EndAsync(cancellationToken);
            await EndAsync(journal, cancellationToken);
        }

        return new StageResult<FailbackReport?>(report, report.Outcome == FailbackOutcome.Home ? StageOutcome.Done : StageOutcome.Failed, FailbackReportBuilder.Says(report));
    }

    private async Task GoOnAwayAsync(FailbackSteps steps, RecoveryJournal journal, FailoverSteps recovered, RecoveryOutputs standing, HomeTools home, CancellationToken cancellationToken)
    {
        _log.Warn($"home does not serve: people go on in {standing.Region}");
        try
        {
            // Home first: of two that serve, one would be forgotten.
            await home.Primary.FreezeAsync(0, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Explanation.Of(exception) is { } explained)
        {
            // People have waited long enough: whatever home's state is, traffic still leads away.
            _log.Warn($"home cannot be frozen, and is when Failback is run again: {explained.Message}");
            journal.Steps.RemoveAll(step => step.Name == steps.Home.Name);
        }

        await _away.Freeze.ThawAsync(standing.ClusterName, recovered.Infra.Value.ServiceName, Math.Max(1, Math.Max(steps.Freeze.Value, standing.DesiredCount)), cancellationToken);
        // From now on there is more to carry; the report still tells how they ended.
        foreach (var step in journal.Steps.ToList().Where(step => steps.Frozen.Any(frozen => frozen.Name == step.Name) && step.Outcome == RecoveryStepOutcome.Done))
            journal.Note(step with { Outcome = RecoveryStepOutcome.Skipped, Says = $"undone: {step.Says}" }, []);
        await _failbacks.SaveAsync(journal, cancellationToken);
    }

    private async Task EndAsync(RecoveryJournal journal, CancellationToken cancellationToken)
    {
        await _away.Carriage.RemoveAsync(journal.Id, cancellationToken);
        await _failbacks.EndAsync(cancellationToken);
    }
}
