using Microsoft.Extensions.Time.Testing;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Reporting;

public sealed class DeployReportTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-report").FullName;
    private readonly FakeTimeProvider _time = new(Start.AddMinutes(1));
    private readonly ArtifactStore _store;

    public DeployReportTests() => _store = new ArtifactStore(_folder, _time);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(RolloutOutcome.Live, true, DeployOutcome.Live)]
    [InlineData(RolloutOutcome.Unchanged, true, DeployOutcome.Unchanged)]
    [InlineData(RolloutOutcome.Live, false, DeployOutcome.Failed)]
    [InlineData(RolloutOutcome.RolledBack, false, DeployOutcome.RolledBack)]
    [InlineData(RolloutOutcome.Failed, false, DeployOutcome.Failed)]
    [InlineData(RolloutOutcome.UnderWay, false, DeployOutcome.Failed)]
    public void The_outcome_follows_from_rollout_and_verification(RolloutOutcome rollout, bool verified, DeployOutcome expected)
    {
        WriteUpToRollout(rollout);
        if (verified) _store.Write("verify", Samples.Revision, Samples.Destination, StageResult.Done(new Release(Samples.Digest, "arn:td/n:1", new Uri("http://127.0.66.1"), 5), "ready"));
        var report = Build(verified);
        Assert.Equal(expected, report.Outcome);
        Assert.Equal(Samples.Digest.Value, report.ImageDigest);
        Assert.Equal("Passed", report.Scan!.Verdict);
        Assert.Equal("d-1", report.Rollout!.DeploymentId);
        Assert.Equal(3, report.Infra!.Added);
    }

    [Fact]
    public void A_deployment_whose_end_the_run_has_not_seen_is_named_as_under_way()
    {
        WriteUpToRollout(RolloutOutcome.UnderWay);
        Assert.Contains("Deployment      d-1 of n:1, under way: run the same command again to follow it", DeployReportText.Lines(Build(false)));
    }

    [Fact]
    public void Records_of_an_earlier_run_do_not_count()
    {
        _time.SetUtcNow(Start.AddMinutes(1));
        WriteUpToRollout(RolloutOutcome.Live);
        var report = DeployReportBuilder.Build(_store, Samples.Revision, Samples.Destination, Start.AddHours(1), [new("Rollout", TimeSpan.Zero, false, false)]);
        Assert.Equal(DeployOutcome.Failed, report.Outcome);
        Assert.Null(report.ImageDigest);
        Assert.Equal("NotRun", Assert.Single(report.Stages).Outcome);
    }

    [Fact]
    public void Records_of_another_destination_do_not_count()
    {
        WriteUpToRollout(RolloutOutcome.Live);
        var report = DeployReportBuilder.Build(_store, Samples.Revision, Samples.Destination with { Environment = "staging" }, Start, [new("Scan", TimeSpan.Zero, false, true)]);
        Assert.Equal(("staging", null, null), (report.Environment, report.Scan, report.Rollout));
    }

    [Fact]
    public void A_damaged_record_says_so_in_the_report_and_keeps_nothing_else_out_of_it()
    {
        WriteUpToRollout(RolloutOutcome.Live);
        File.WriteAllText(_store.PathOf("scan"), "{ half a fi");

        var report = DeployReportBuilder.Build(_store, Samples.Revision, Samples.Destination, Start, [new("Scan", TimeSpan.Zero, false, false), new("Rollout", TimeSpan.Zero, true, false)]);

        Assert.Null(report.Scan);
        Assert.Equal("d-1", report.Rollout!.DeploymentId);
        Assert.Contains(_store.PathOf("scan"), report.Stages[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_stage_says_how_it_went_and_why()
    {
        WriteUpToRollout(RolloutOutcome.RolledBack);
        var stages = Build(false).Stages;
        Assert.Equal(["Skipped", "Done", "Failed"], stages.Select(stage => stage.Outcome));
        Assert.Equal("in the registry already", stages[0].Reason);
        Assert.Equal(1.3, stages[0].Seconds);
    }

    private DeployReport Build(bool succeeded) => DeployReportBuilder.Build(_store, Samples.Revision, Samples.Destination, Start,
        [new("Push", TimeSpan.FromSeconds(1.26), true, false), new("Scan", TimeSpan.FromSeconds(2), true, false), new("Rollout", TimeSpan.FromSeconds(3), succeeded, false)]);

    private void WriteUpToRollout(RolloutOutcome outcome)
    {
        var verdict = Samples.Verdict(Samples.Digest);
        _store.Write("push", Samples.Revision, Samples.Destination, StageResult.Skipped(new PushedImage("notejam", "r", "c-1", Samples.Digest), "in the registry already"));
        _store.Write("scan", Samples.Revision, Samples.Destination, StageResult.Done(verdict, "passed"));
        _store.Write("apply", Samples.Revision, Samples.Destination, StageResult.Done(new AppliedInfra(3, 0, 0, OutputsReaderTests.Sample()), "applied"));
        var record = new Pipeline.Records.Rollout(Samples.Digest, verdict, "arn:td/n:1", "d-1", outcome, null);
        _store.Write("rollout", Samples.Revision, Samples.Destination, new StageResult<Pipeline.Records.Rollout>(record, outcome is RolloutOutcome.Live or RolloutOutcome.Unchanged ? StageOutcome.Done : StageOutcome.Failed, "x"));
    }
}
