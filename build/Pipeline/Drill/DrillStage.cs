using Notejam.Pipeline.Drill.Cost;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Recovery.Teardown;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Drill;

/// <summary>
/// A disaster-recovery drill: restores the newest recovery point in the disaster-recovery region, from what that region
/// alone knows, proves that Notejam works there with its data, takes everything down and says how long it took and what it found.
/// </summary>
public sealed class DrillStage
{
    private readonly RecoveryStore _store;
    private readonly RecoveryStore _failovers;
    private readonly Func<RecoveryName, RecoveryTools> _toolsOf;
    private readonly OneOffTask _userTask;
    private readonly Screenshots _screenshots;
    private readonly List<DrillScreenshot> _pictures = [];
    private readonly TimeProvider _time;
    private readonly IStageLog _log;

    internal DrillStage(RecoveryStore store, RecoveryStore failovers, Func<RecoveryName, RecoveryTools> toolsOf, OneOffTask userTask, Screenshots screenshots, TimeProvider time, IStageLog log) =>
        (_store, _failovers, _toolsOf, _userTask, _screenshots, _time, _log) = (store, failovers, toolsOf, userTask, screenshots, time, log);

    /// <summary>Notejam as it was seen during the drill, in both regions where both are there.</summary>
    public IReadOnlyList<DrillScreenshot> Pictures => _pictures;

    /// <summary>Runs the stage: a new drill, or the rest of one that was interrupted.</summary>
    /// <exception cref="PipelineException">It would cost too much, one is kept standing, a failover stands, or another run drills.</exception>
    public async Task<StageResult<DrillReport?>> RunAsync(RecoveryOutputs standing, DrillOptions options, CancellationToken cancellationToken = default)
    {
        var journal = await _store.FindAsync(cancellationToken);
        if (options.TeardownOnly)
        {
            if (journal is null) return StageResult.Skipped<DrillReport?>(null, $"no drill of {standing.Environment} stands in {standing.Region}");
        }
        else if (journal is { Kept: true })
        {
            throw new PipelineException($"Drill {journal.Id} of {journal.StartedAt:u} was kept and still stands in {standing.Region}.", "Take it down first: ./build.sh DrDrill --teardown.");
        }

        if (journal is null)
        {
            // Both would be the way out of the same network.
            if (await _failovers.FindAsync(cancellationToken) is { } failover)
                throw new PipelineException($"{standing.Environment} is failed over to {standing.Region} since {failover.StartedAt:u} (failover {failover.Id}).", "A drill has no place beside it: drill again after ./build.sh Failback.");
            journal = Begin(standing, options.Targets);
        }
        else _log.Info($"drill {journal.Id}, which began at {journal.StartedAt:u}, is {(journal.IsEnding || options.TeardownOnly ? "taken down" : "gone on with")}; {_store.DescribeHolder(journal)}");
        if (options.TeardownOnly) (journal.IsEnding, journal.Kept) = (true, false);
        // Also tells another run of the same drill that it is over for it.
        await _store.SaveAsync(journal, cancellationToken);

        var tools = _toolsOf(new RecoveryName(standing.Environment, journal.Id));
        var steps = new DrillSteps(tools, _userTask, standing, journal);
        if (!journal.IsEnding) await RecoverAsync(steps, journal, cancellationToken);
        else steps.Recall();
        if (!journal.IsEnding && steps.Rollout.IsDone) await TakePicturesAsync(steps, standing, cancellationToken);
        var leftovers = await EndAsync(tools, steps, standing, journal, options.Keep, cancellationToken);
        var report = DrillReportBuilder.Build(journal, steps, standing, leftovers, _time.GetUtcNow());
        await _store.WriteReportAsync(report.StartedAt, report.DrillId, report, cancellationToken);
        // What is left is found again by the next run.
        if (leftovers.Count == 0) await _store.EndAsync(cancellationToken);
        return new StageResult<DrillReport?>(report, report.Outcome == DrillOutcome.Passed ? StageOutcome.Done : StageOutcome.Failed, DrillReportBuilder.Says(report));
    }

    private RecoveryJournal Begin(RecoveryOutputs standing, RecoveryTargets targets)
    {
        var time = TimeSpan.FromSeconds(targets.Seconds);
        var most = PriceList.For(standing, time);
        if (most > targets.CostUsd)
            throw new PipelineException($"A drill of {time.TotalMinutes:0} minutes may cost {most} US dollars, and the ceiling is {targets.CostUsd}.", "Raise --cost-ceiling or lower --time-ceiling, or take smaller sizes in infra/stacks/recovery.");
        var journal = new RecoveryJournal { Id = RecoveryStore.NewId(), StartedAt = _time.GetUtcNow(), Targets = targets };
        _log.Info($"drill {journal.Id}: {standing.Environment} is restored in {standing.Region}, as if {standing.PrimaryRegion} were gone; at most {time.TotalMinutes:0} minutes and {most} US dollars");
        return journal;
    }

    private async Task RecoverAsync(DrillSteps steps, RecoveryJournal journal, CancellationToken cancellationToken)
    {
        var left = journal.StartedAt.AddSeconds(journal.Targets.Seconds) - _time.GetUtcNow();
        using var ceiling = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ceiling.Token, cancellationToken);
        using var graph = new StepGraph(journal, cancellation => _store.SaveAsync(journal, cancellation), _time, _log);
        try
        {
            await graph.RunAsync(steps.All, either.Token);
        }
        catch (OperationCanceledException) when (ceiling.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var check = CheckResult.Bad("time ceiling", $"not done after {journal.Targets.Seconds / 60:0} minutes: broken off", "See which step took so long; --time-ceiling gives more.");
            journal.Checks.Add(check);
            _log.Warn(check.Evidence);
        }
    }

    private async Task TakePicturesAsync(DrillSteps steps, RecoveryOutputs standing, CancellationToken cancellationToken)
    {
        var pages = new List<(string Title, Uri Url)> { ($"Notejam restored in {standing.Region}", new Uri(steps.Infra.Value.Url, "/signin/")) };
        // Asked as people ask for it, by its address: that is no call to the region's services.
        if (steps.Point.Value.Manifest?.Url is { } url) pages.Add(($"Notejam in {standing.PrimaryRegion}", new Uri(url, "/signin/")));
        foreach (var (title, page) in pages)
            if (await _screenshots.TakeAsync(title, page, cancellationToken) is { } picture) _pictures.Add(picture);
    }

    private async Task<IReadOnlyList<string>> EndAsync(RecoveryTools tools, DrillSteps steps, RecoveryOutputs standing, RecoveryJournal journal, bool keep, CancellationToken cancellationToken)
    {
        if (keep && steps.Rollout.IsDone)
        {
            journal.Kept = true;
            await _store.SaveAsync(journal, cancellationToken);
            _log.Warn($"drill {journal.Id} is kept at {steps.Infra.Value.Url}, for {PriceList.PerHour(standing):0.00} US dollars an hour: ./build.sh DrDrill --teardown takes it down");
        }
        else
        {
            journal.IsEnding = true;
            // What stands again, or still, is taken down again.
            journal.Steps.RemoveAll(step => step.Name.StartsWith(RecoveryTeardown.Of, StringComparison.Ordinal));
            await _store.SaveAsync(journal, cancellationToken);
            using var graph = new StepGraph(journal, cancellation => _store.SaveAsync(journal, cancellation), _time, _log);
            await graph.RunAsync(RecoveryTeardown.Steps(tools, standing, DrillTask.StartedBy, steps.PointArn), cancellationToken);
        }

        return await RecoveryTeardown.FindLeftoversAsync(tools, standing, cancellationToken);
    }
}
