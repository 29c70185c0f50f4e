using System.Text.Json;
using Notejam.Pipeline.Drill;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Drill;

public sealed class DrillReportBuilderTests
{
    private readonly RecoveryJournal _journal = new() { Id = "abcde", StartedAt = RecoverySamples.Now, Targets = RecoverySamples.Targets };
    private readonly DrillSteps _steps;

    public DrillReportBuilderTests()
    {
        // Steps that are only recalled need no tools.
        _steps = new DrillSteps(null!, null!, RecoverySamples.Standing(), _journal);
        foreach (var (step, index) in _steps.All.Select((step, index) => (step, index)))
            _journal.Note(new RecoveryStep(step.Name, RecoveryStepOutcome.Done, RecoverySamples.Now.AddSeconds(10 * index), 10, [], "done"), []);
        Recall(_steps.Point, new FoundPoint(RecoverySamples.PointArn, RecoverySamples.Now, null, RecoverySamples.Now.AddSeconds(-500), null, null));
        Recall(_steps.Data, RecoverySamples.Inventory());
        Recall(_steps.Infra, new RecoveredInfra(new Uri("http://balancer.example/"), "balancer.example", "service", "cache", 6379));
    }

    public static TheoryData<string, Action<RecoveryJournal>, string[], string> Ends => new()
    {
        { "all is well", _ => { }, [], "Passed" },
        { "a check warns", journal => journal.Checks.Add(CheckResult.Warn("manifest", "none", "back up")), [], "Passed" },
        { "a check failed", journal => journal.Checks.Add(CheckResult.Bad("rows", "one is missing", "restore another")), [], "Failed" },
        { "a step failed", journal => journal.Note(new RecoveryStep("rollout", RecoveryStepOutcome.Failed, RecoverySamples.Now, 1, [], "dead"), []), [], "Failed" },
        { "a step was broken off", journal => journal.Steps.RemoveAll(step => step.Name == "readiness"), [], "Failed" },
        { "people had to wait too long", journal => journal.Note(new RecoveryStep("application", RecoveryStepOutcome.Done, RecoverySamples.Now, 3601, [], "done"), []), [], "Failed" },
        { "something is left", _ => { }, ["load balancer x"], "Failed" },
        { "it is kept", journal => journal.Kept = true, ["load balancer x"], "Passed" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_drill_passes_only_when_nothing_was_found_missed_or_left(string what, Action<RecoveryJournal> change, string[] leftovers, string outcome)
    {
        Assert.NotEmpty(what);
        change(_journal);
        Assert.Equal(outcome, Build(leftovers).Outcome.ToString());
    }

    [Fact]
    public void Times_count_from_the_disaster_and_the_loss_from_the_newest_canary()
    {
        var report = Build();
        Assert.Equal((60, 110, 90), (report.RtoSeconds.Available, report.RtoSeconds.Serving, report.RtoSeconds.Hydrated));
        Assert.Equal((7200, 500), (report.RpoSeconds, report.SnapshotAgeSeconds));
        Assert.Equal("drill abcde passed: RPO 2.0 hours, available 60 s, serving 110 s, hydrated 90 s, nothing left", DrillReportBuilder.Says(report));
    }

    [Fact]
    public void What_was_not_reached_has_no_time()
    {
        _journal.Note(new RecoveryStep("password", RecoveryStepOutcome.Failed, RecoverySamples.Now, 1, [], "no secret"), []);
        var report = Build();
        Assert.Null(report.RtoSeconds.Available);
        Assert.Equal("drill abcde failed (RPO 2.0 hours, available unknown, serving 110 s, hydrated 90 s):\n  password: no secret", DrillReportBuilder.Says(report));
    }

    private DrillReport Build(params string[] leftovers) => DrillReportBuilder.Build(_journal, _steps, RecoverySamples.Standing(), leftovers, RecoverySamples.Now.AddSeconds(300));

    private static void Recall<T>(Step<T> step, T value) => step.Restore(JsonSerializer.SerializeToNode(value, ArtifactStore.Json));
}
