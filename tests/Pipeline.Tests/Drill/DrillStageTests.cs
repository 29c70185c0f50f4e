using Notejam.Pipeline.Drill;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Drill;

public sealed class DrillStageTests : IDisposable
{
    private readonly RecoveryWorld _world = new();
    private readonly FakeRecoveryRegion _region;

    public DrillStageTests() => _region = _world.Region;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_drill_restores_proves_and_leaves_nothing()
    {
        var report = (await RunAsync()).Record!;
        Assert.True(report.Outcome == DrillOutcome.Passed, DrillReportBuilder.Says(report));
        Assert.Equal((1, 0, 0), (_region.Restores, _region.Standing.Count, report.Leftovers.Count));
        Assert.Equal(7200, report.RpoSeconds!.Value, 5.0);
        Assert.All(report.Steps, step => Assert.Equal(RecoveryStepOutcome.Done, step.Outcome));
        Assert.Single(_region.Objects.Objects.Keys, key => key.StartsWith("bucket/drills/production/reports/", StringComparison.Ordinal));
        Assert.DoesNotContain("bucket/drills/production/current.json", _region.Objects.Objects.Keys);
        Assert.Null(_region.BackupDays);
    }

    [Theory]
    [MemberData(nameof(OtherPeople.Names), MemberType = typeof(OtherPeople))]
    public async Task What_others_keep_in_the_vault_is_mentioned_and_not_restored(string other)
    {
        var (arn, resource, type, name) = OtherPeople.Resources[other];
        _region.OtherPoints.Add((arn, "COMPLETED", RecoverySamples.Now.AddMinutes(-5), resource, type));
        var report = (await RunAsync()).Record!;
        Assert.True(report.Outcome == DrillOutcome.Passed, DrillReportBuilder.Says(report));
        Assert.Equal((RecoverySamples.PointArn, RecoverySamples.PointArn), (report.RecoveryPointArn, Assert.Single(_region.Restored)));
        var newest = report.Checks.Single(check => check.Name == "newest recovery point");
        Assert.Equal((CheckOutcome.OK, $"awsbackup:copyjob-1 is the newest of 1; also in the vault: 1 recovery point of {name}"), (newest.Outcome, newest.Evidence));
    }

    [Fact]
    public async Task A_vault_that_holds_only_what_is_others_is_told_by_their_names()
    {
        _region.Points.Clear();
        foreach (var other in new[] { "another database", "another database", "a volume" })
        {
            var (arn, resource, type, _) = OtherPeople.Resources[other];
            _region.OtherPoints.Add((arn, "COMPLETED", RecoverySamples.Now.AddMinutes(-5), resource, type));
        }

        var step = (await RunAsync()).Record!.Steps.Single(step => step.Name == "recovery point");
        Assert.Contains("None of the 0 recovery points of notejam-production in eu-west-2 can be restored: there are none; also in the vault: 2 recovery points of billing, 1 of arn:aws:ec2:", step.Says, StringComparison.Ordinal);
        Assert.Empty(_region.Restored);
    }

    [Fact]
    public async Task How_old_the_data_are_is_what_RDS_says_of_the_snapshot_behind_the_recovery_point()
    {
        var report = (await RunAsync()).Record!;
        Assert.Equal((RecoverySamples.Now.AddHours(-1) - TimeSpan.FromMinutes(57)).UtcDateTime, (report.StartedAt.AddSeconds(-report.SnapshotAgeSeconds!.Value)).UtcDateTime, TimeSpan.FromSeconds(1));
        Assert.Contains(_region.Aws.Calls, call => call.Operation == "DescribeDBSnapshots" && (string?)call.Input["DBSnapshotIdentifier"] == "awsbackup:copyjob-1");
    }

    [Fact]
    public async Task A_kept_drill_stands_until_it_is_taken_down_and_no_other_begins()
    {
        Assert.Equal((DrillOutcome.Passed, true), ((await RunAsync(keep: true)).Record is { } kept ? kept.Outcome : default, _region.Standing.Count == 3));
        Assert.StartsWith("Drill", (await Assert.ThrowsAsync<PipelineException>(() => RunAsync())).Message, StringComparison.Ordinal);
        var ended = await RunAsync(teardown: true);
        Assert.Equal((StageOutcome.Done, 0, false), (ended.Outcome, _region.Standing.Count, ended.Record!.Kept));
        Assert.Equal(StageOutcome.Skipped, (await RunAsync(teardown: true)).Outcome);
    }

    [Fact]
    public async Task What_could_not_be_taken_down_is_told_and_taken_down_by_the_next_run()
    {
        _region.Deletes = false;
        var failed = await RunAsync();
        Assert.Equal((StageOutcome.Failed, DrillOutcome.Failed), (failed.Outcome, failed.Record!.Outcome));
        Assert.StartsWith("database notejam-production-drill-", Assert.Single(failed.Record.Leftovers), StringComparison.Ordinal);

        _region.Deletes = true;
        var ended = (await RunAsync()).Record!;
        Assert.Equal((failed.Record.DrillId, 0, 0), (ended.DrillId, ended.Leftovers.Count, _region.Standing.Count));
    }

    [Fact]
    public async Task A_drill_that_may_cost_more_than_the_ceiling_is_not_begun()
    {
        var refused = await Assert.ThrowsAsync<PipelineException>(() => RunAsync(targets: RecoverySamples.Targets with { CostUsd = 0.05m }));
        Assert.Contains("and the ceiling is 0.05", refused.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_region.Restores, _region.Standing.Count));
    }

    [Fact]
    public async Task A_drill_has_no_place_beside_a_failover()
    {
        await _world.Store(RecoveryStore.Failovers).SaveAsync(new RecoveryJournal { Id = "zzzzz", StartedAt = RecoverySamples.Now, Targets = RecoverySamples.Targets }, CancellationToken.None);
        var refused = await Assert.ThrowsAsync<PipelineException>(() => RunAsync());
        Assert.StartsWith("production is failed over to eu-west-2 since 2026-03-10", refused.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_region.Restores, _region.Standing.Count));
    }

    [Fact]
    public async Task A_drill_that_takes_too_long_is_broken_off_and_taken_down()
    {
        _world.Time.CeilingPasses = true;
        var report = (await RunAsync()).Record!;
        Assert.Equal((DrillOutcome.Failed, 0), (report.Outcome, _region.Standing.Count));
        Assert.Contains(report.Checks, check => check.Name == "time ceiling" && check.Outcome == CheckOutcome.NG);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Suite", "wire")]
    public async Task Killed_at_any_call_it_is_gone_on_with_restores_once_and_leaves_nothing(bool afterItsEffect)
    {
        var kills = 0;
        for (var isKilled = true; isKilled; kills++)
        {
            using var world = new DrillStageTests();
            isKilled = await Killing.AtAsync(world._region, kills + 1, afterItsEffect, cancellation => world.RunAsync(cancellationToken: cancellation));
            var report = (await world.RunAsync()).Record!;
            Assert.True(report.Outcome == DrillOutcome.Passed, $"killed at call {kills + 1}: {DrillReportBuilder.Says(report)}");
            // One restore a drill: one that had come to its end before it was killed is followed by another.
            var drills = world._region.Objects.Objects.Keys.Count(key => key.StartsWith("bucket/drills/production/reports/", StringComparison.Ordinal));
            Assert.Equal((drills, 0), (world._region.Restores, world._region.Standing.Count));
        }

        Assert.True(kills > 50, $"only {kills} calls were made");
    }

    [Fact]
    public async Task A_database_that_RDS_begins_to_back_up_gets_its_password_after_that()
    {
        _region.BusyFor = 3;
        var report = (await RunAsync()).Record!;
        Assert.True(report.Outcome == DrillOutcome.Passed, DrillReportBuilder.Says(report));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Killed_while_its_database_is_being_made_and_taken_down_it_leaves_none(int looks)
    {
        _region.RestoreLooks = 1000;
        using var power = new CancellationTokenSource();
        _region.AfterCall = _ =>
        {
            if (_region.Restores == 1) power.Cancel();
        };
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(cancellationToken: power.Token));
        _region.AfterCall = _ => { };
        Assert.DoesNotContain(_region.Standing, name => name.StartsWith("notejam-", StringComparison.Ordinal));

        // Made without a tag, which the killed run was to set.
        _region.RestoreLooks = looks;
        var report = (await RunAsync(teardown: true)).Record!;
        Assert.Equal((0, 0), (_region.Standing.Count, report.Leftovers.Count));
        Assert.Contains(report.Steps, step => step.Name == "teardown of database" && step.Says.EndsWith(" deleted", StringComparison.Ordinal));
    }

    private Task<StageResult<DrillReport?>> RunAsync(bool keep = false, bool teardown = false, RecoveryTargets? targets = null, CancellationToken cancellationToken = default)
    {
        var log = new SilentLog();
        var stage = new DrillStage(_world.Store(RecoveryStore.Drills), _world.Store(RecoveryStore.Failovers), _world.ToolsOf, _world.Task("drill user", DrillTask.StartedBy), new Screenshots(new NoChromium(), PublicAccess.Internet, log), _world.Time, log);
        return stage.RunAsync(RecoverySamples.Standing(), new DrillOptions(targets ?? RecoverySamples.Targets, keep, teardown), cancellationToken);
    }
}
