using Notejam.Pipeline.Drill.Cost;
using Notejam.Pipeline.Drill.Graph;
using Notejam.Pipeline.Drill.Journal;
using Notejam.Pipeline.Drill.Recovery;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Drill;

/// <summary>
/// A disaster-recovery drill: restores the newest recovery point in the disaster-recovery region, from what that region
/// alone knows, proves that Notejam works there with its data, takes everything down and says how long it took and what it found.
/// </summary>
public sealed class DrillStage
{
    private const string TeardownOf = "teardown of ";
    private readonly DrillStore _store;
    private readonly Func<DrillName, DrillTools> _toolsOf;
    private readonly Screenshots _screenshots;
    private readonly List<DrillScreenshot> _pictures = [];
    private readonly TimeProvider _time;
    private readonly IStageLog _log;

    internal DrillStage(DrillStore store, Func<DrillName, DrillTools> toolsOf, Screenshots screenshots, TimeProvider time, IStageLog log) =>
        (_store, _toolsOf, _screenshots, _time, _log) = (store, toolsOf, screenshots, time, log);

    /// <summary>Notejam as it was seen during the drill, in both regions where both are there.</summary>
    public IReadOnlyList<DrillScreenshot> Pictures => _pictures;

    /// <summary>Runs the stage: a new drill, or the rest of one that was interrupted.</summary>
    /// <exception cref="PipelineException">It would cost too much, one is kept standing, or another run drills.</exception>
    public async Task<StageResult<DrillReport?>> RunAsync(RecoveryOutputs standing, DrillOptions options, CancellationToken cancellationToken = default)
    {
        var journal = await _store.FindAsync(cancellationToken);
        if (options.TeardownOnly)
        {
            if (journal is null) return StageResult.Skipped<DrillReport?>(null, $"no drill of {standing.Environment} stands in {standing.Region}");
        }
        else if (journal is { Kept: true })
        {
            throw new PipelineException($"Drill {journal.DrillId} of {journal.StartedAt:u} was kept and still stands in {standing.Region}.", "Take it down first: ./build.sh DrDrill --teardown.");
        }

        if (journal is null) journal = Begin(standing, options.Targets);
        else _log.Info($"drill {journal.DrillId}, which began at {journal.StartedAt:u}, is {(journal.IsEnding || options.TeardownOnly ? "taken down" : "gone on with")}");
        if (options.TeardownOnly) (journal.IsEnding, journal.Kept) = (true, false);
        // Also tells another run of the same drill that it is over for it.
        await _store.SaveAsync(journal, cancellationToken);

        var tools = _toolsOf(new DrillName(standing.Environment, journal.DrillId));
        var steps = new DrillSteps(tools, standing, journal);
        if (!journal.IsEnding) await RecoverAsync(steps, journal, cancellationToken);
        else Recall(steps, journal);
        if (!journal.IsEnding && steps.Rollout.IsDone) await TakePicturesAsync(steps, standing, cancellationToken);
        var leftovers = await EndAsync(tools, steps, standing, journal, options.Keep, cancellationToken);
        var report = DrillReportBuilder.Build(journal, steps, standing, leftovers, _time.GetUtcNow());
        await _store.WriteReportAsync(report, cancellationToken);
        // What is left is found again by the next run.
        if (leftovers.Count == 0) await _store.EndAsync(cancellationToken);
        return new StageResult<DrillReport?>(report, report.Outcome == DrillOutcome.Passed ? StageOutcome.Done : StageOutcome.Failed, DrillReportBuilder.Says(report));
    }

    private DrillJournal Begin(RecoveryOutputs standing, DrillTargets targets)
    {
        var time = TimeSpan.FromSeconds(targets.Seconds);
        var most = PriceList.For(standing, time);
        if (most > targets.CostUsd)
            throw new PipelineException($"A drill of {time.TotalMinutes:0} minutes may cost {most} US dollars, and the ceiling is {targets.CostUsd}.", "Raise --cost-ceiling or lower --time-ceiling, or take smaller sizes in infra/stacks/recovery.");
        var journal = new DrillJournal { DrillId = DrillStore.NewId(), StartedAt = _time.GetUtcNow(), Targets = targets };
        _log.Info($"drill {journal.DrillId}: {standing.Environment} is restored in {standing.Region}, as if {standing.PrimaryRegion} were gone; at most {time.TotalMinutes:0} minutes and {most} US dollars");
        return journal;
    }

    private async Task RecoverAsync(DrillSteps steps, DrillJournal journal, CancellationToken cancellationToken)
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

    private static void Recall(DrillSteps steps, DrillJournal journal)
    {
        foreach (var step in steps.All)
            if (journal.Values.TryGetValue(step.Name, out var value)) step.Restore(value);
    }

    private async Task<IReadOnlyList<string>> EndAsync(DrillTools tools, DrillSteps steps, RecoveryOutputs standing, DrillJournal journal, bool keep, CancellationToken cancellationToken)
    {
        var prefix = DrillName.PrefixOf(standing.Environment);
        if (keep && steps.Rollout.IsDone)
        {
            journal.Kept = true;
            await _store.SaveAsync(journal, cancellationToken);
            _log.Warn($"drill {journal.DrillId} is kept at {steps.Infra.Value.Url}, for {PriceList.PerHour(standing):0.00} US dollars an hour: ./build.sh DrDrill --teardown takes it down");
        }
        else
        {
            journal.IsEnding = true;
            // What stands again, or still, is taken down again.
            journal.Steps.RemoveAll(step => step.Name.StartsWith(TeardownOf, StringComparison.Ordinal));
            await _store.SaveAsync(journal, cancellationToken);
            using var graph = new StepGraph(journal, cancellation => _store.SaveAsync(journal, cancellation), _time, _log);
            await graph.RunAsync(Teardown(tools, standing, prefix), cancellationToken);
        }

        return await tools.Leftovers.FindAsync(prefix, standing.ClusterName, (string)standing.TaskDefinitionTemplate["family"]!, tools.Name.ToString(), cancellationToken);
    }

    private static IReadOnlyList<Step> Teardown(DrillTools tools, RecoveryOutputs standing, string prefix)
    {
        var infra = new Step<int>(TeardownOf + "infrastructure", [], async cancellation =>
        {
            await tools.Sweep.StopTasksAsync(standing.ClusterName, [Backup.DatabaseProbe.StartedBy, DrillTask.StartedBy], cancellation);
            var count = await tools.Infra.DestroyAsync(standing, cancellation);
            return new StepEnd<int>(count, $"{count} resources destroyed");
        });
        var databases = new Step<int>(TeardownOf + "database", [], async cancellation =>
        {
            var deleted = await tools.Sweep.DeleteDatabasesAsync(prefix, cancellation);
            return new StepEnd<int>(deleted.Count, deleted.Count == 0 ? "none stood" : $"{string.Join(", ", deleted)} deleted");
        });
        var definitions = new Step<int>(TeardownOf + "task definitions", [infra], async cancellation =>
        {
            var count = await tools.Sweep.DeleteTaskDefinitionsAsync((string)standing.TaskDefinitionTemplate["family"]!, cancellation);
            return new StepEnd<int>(count, $"{count} deleted");
        });
        return [infra, databases, definitions];
    }
}
