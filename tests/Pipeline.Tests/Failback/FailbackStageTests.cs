using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Failback;

public sealed class FailbackStageTests : IDisposable
{
    private readonly TwoRegions _regions = new();

    public void Dispose() => _regions.Dispose();

    [Fact]
    public async Task What_was_written_away_comes_home_and_nothing_is_left_there()
    {
        await WriteAwayAsync();
        var result = await _regions.FailBackAsync();
        Assert.True(result.Outcome == StageOutcome.Done, result.Reason);
        var report = result.Record!;
        Assert.Equal((FailbackOutcome.Home, 127L), (report.Outcome, report.Rows));
        Assert.Equal((2, false, 0, 0), (_regions.Home.Desired, _regions.Home.IsScalingSuspended, _regions.Away.Desired, _regions.Away.Standing.Count));
        Assert.Equal(["FailedOver 1", "FailedOver 0"], _regions.Away.Metrics);
        Assert.Equal(report.Snapshot, Assert.Single(_regions.Home.Snapshots));
        Assert.NotNull(report.DownSeconds);
        Assert.Equal((null, null), (await _regions.Failovers.FindAsync(CancellationToken.None), await _regions.Failbacks.FindAsync(CancellationToken.None)));
        Assert.DoesNotContain(_regions.Away.Objects.Objects.Keys, key => key.Contains($"/{report.FailbackId}/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_argument_of_a_task_opens_what_is_carried()
    {
        await WriteAwayAsync();
        Assert.Equal(StageOutcome.Done, (await _regions.FailBackAsync()).Outcome);
        var arguments = _regions.Away.Aws.Calls.Concat(_regions.Home.Aws.Calls).Where(call => call.Operation == "RunTask")
            .Select(call => call.Input["overrides"]!["containerOverrides"]![0]!["command"]!.AsArray().Select(word => (string)word!).ToArray())
            .Where(command => command[0] is "export" or "import").Select(command => command[1]).ToList();
        Assert.Equal(2, arguments.Count);
        Assert.All(arguments, argument => Assert.StartsWith("sealed:", argument, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_home_database_that_is_busy_is_kept_when_it_is_not()
    {
        await WriteAwayAsync();
        _regions.Home.BusyFor = 3;
        var result = await _regions.FailBackAsync();
        Assert.True(result.Outcome == StageOutcome.Done, result.Reason);
        Assert.Single(_regions.Home.Snapshots);
    }

    [Theory]
    [InlineData("ConcurrentUpdateException")]
    [InlineData("InternalServiceException")]
    public async Task A_scaling_that_somebody_changes_just_now_is_suspended_after_that(string error)
    {
        var asked = 0;
        _regions.Home.BeforeScaling = () => asked++ < 2 ? throw new AwsError(error, "another update is under way") : 0;
        await _regions.FailOverAsync();
        Assert.True(_regions.Home.IsScalingSuspended);
    }

    [Fact]
    public async Task A_session_that_ends_soon_stops_nobody()
    {
        await WriteAwayAsync();
        _regions.Validity = new CredentialValidity(true, RecoverySamples.Now.AddMinutes(5), false);
        var failed = await _regions.FailBackAsync();
        Assert.Contains("This session of AWS ends at ", failed.Reason, StringComparison.Ordinal);
        Assert.Equal((2, 0, StageOutcome.Failed), (_regions.Away.Desired, _regions.Away.Exports, failed.Outcome));
    }

    [Fact]
    public async Task It_is_backed_up_at_home_before_it_is_deleted_away()
    {
        await WriteAwayAsync();
        var steps = (await _regions.FailBackAsync()).Record!.Steps;
        var (backup, database) = (steps.Single(step => step.Name == "backup"), steps.Single(step => step.Name == "teardown of database"));
        Assert.Equal(2, _regions.Backups);
        Assert.True(backup.EndedAt <= database.StartedAt);
    }

    [Fact]
    public async Task When_the_import_fails_people_go_on_away_and_the_next_run_carries_all_of_it_again()
    {
        await WriteAwayAsync();
        _regions.Home.FailsToImport = true;
        var failed = await _regions.FailBackAsync();
        Assert.Equal((StageOutcome.Failed, FailbackOutcome.Failed), (failed.Outcome, failed.Record!.Outcome));
        Assert.Contains("eu-west-2 goes on serving", failed.Reason, StringComparison.Ordinal);
        Assert.Equal((0, 2, 0), (_regions.Home.Desired, _regions.Away.Desired, _regions.Home.Imports));
        Assert.Equal(["FailedOver 1"], _regions.Away.Metrics);

        _regions.Home.FailsToImport = false;
        var ended = await _regions.FailBackAsync();
        Assert.True(ended.Outcome == StageOutcome.Done, ended.Reason);
        Assert.Equal((failed.Record.FailbackId, 2, 1, 1), (ended.Record!.FailbackId, _regions.Away.Exports, _regions.Home.Imports, _regions.Home.Snapshots.Count));
    }

    [Fact]
    public async Task A_snapshot_of_another_database_under_our_name_keeps_nothing_of_home()
    {
        await WriteAwayAsync();
        _regions.Home.SnapshotOf = "billing";
        var failed = await _regions.FailBackAsync();
        Assert.Equal(StageOutcome.Failed, failed.Outcome);
        Assert.Contains("is of billing, and not of notejam-production", failed.Reason, StringComparison.Ordinal);
        Assert.Equal((0, 2), (_regions.Home.Imports, _regions.Away.Desired));
    }

    [Fact]
    public async Task When_home_is_not_the_same_row_by_row_people_go_on_away()
    {
        await WriteAwayAsync();
        _regions.Home.Imported = RecoverySamples.Inventory([.. _regions.Away.Content.Tables.Select(table => table.Name == "users" ? table with { Checksum = "another" } : table)]);
        var failed = await _regions.FailBackAsync();
        Assert.Contains("content: rows of users differ", failed.Reason, StringComparison.Ordinal);
        Assert.Equal((0, 2), (_regions.Home.Desired, _regions.Away.Desired));

        _regions.Home.Imported = _regions.Away.Content;
        Assert.Equal(FailbackOutcome.Home, (await _regions.FailBackAsync()).Record!.Outcome);
    }

    [Fact]
    public async Task A_home_that_can_no_longer_be_frozen_keeps_nobody_from_going_on_away()
    {
        await WriteAwayAsync();
        _regions.Home.FailsToImport = true;
        _regions.Home.RefusesAfterSnapshot = true;
        Assert.Equal(StageOutcome.Failed, (await _regions.FailBackAsync()).Outcome);
        Assert.Equal(2, _regions.Away.Desired);

        (_regions.Home.FailsToImport, _regions.Home.RefusesAfterSnapshot) = (false, false);
        Assert.Equal(FailbackOutcome.Home, (await _regions.FailBackAsync()).Record!.Outcome);
        Assert.Equal(2, _regions.Home.Desired);
    }

    [Fact]
    public async Task A_home_that_does_not_answer_lets_people_alone()
    {
        await WriteAwayAsync();
        _regions.IsHomeDead = true;
        var failed = await _regions.FailBackAsync();
        Assert.Contains("eu-central-1 does not answer yet", failed.Reason, StringComparison.Ordinal);
        Assert.Equal((2, 0), (_regions.Away.Desired, _regions.Away.Exports));
    }

    [Fact]
    public async Task A_home_that_came_back_with_tasks_is_frozen_first()
    {
        await WriteAwayAsync();
        _regions.Home.Desired = 2;
        _regions.Home.FailsToImport = true;
        await _regions.FailBackAsync();
        Assert.Equal(0, _regions.Home.Desired);
    }

    [Fact]
    public async Task Where_nothing_has_failed_over_there_is_nothing_to_do()
    {
        Assert.Equal(StageOutcome.Skipped, (await _regions.FailBackAsync()).Outcome);
        Assert.Equal(2, _regions.Home.Desired);
    }

    [Fact]
    public async Task A_failover_that_does_not_serve_has_nothing_to_bring_home()
    {
        _regions.Away.RestoreStatus = "FAILED";
        await _regions.FailOverAsync();
        var refused = await Assert.ThrowsAsync<PipelineException>(() => _regions.FailBackAsync());
        Assert.Contains("has not come to serve", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unconfirmed_it_touches_nothing()
    {
        await WriteAwayAsync();
        var calls = _regions.Away.Calls;
        await Assert.ThrowsAsync<RequestException>(() => _regions.FailBackAsync(null));
        Assert.Equal(calls, _regions.Away.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Suite", "wire")]
    public async Task Killed_at_any_call_it_is_gone_on_with_and_all_is_home(bool afterItsEffect)
    {
        var kills = 0;
        for (var isKilled = true; isKilled; kills++)
        {
            using var world = new TwoRegions();
            await world.FailOverAsync();
            isKilled = await Killing.AtAsync(world.Away, world.Away.Calls + kills + 1, afterItsEffect, cancellation => world.FailBackAsync(cancellationToken: cancellation));
            var result = await world.FailBackAsync();
            // Killed after its last effect there is nothing left to do.
            Assert.True(result.Outcome is StageOutcome.Done or StageOutcome.Skipped, $"killed at call {kills + 1}: {result.Reason}");
            Assert.Equal((2, 0, 0), (world.Home.Desired, world.Away.Standing.Count, await world.Failovers.FindAsync(CancellationToken.None) is null ? 0 : 1));
            Assert.Single(world.Home.Snapshots);
            Assert.Null(await world.Failbacks.FindAsync(CancellationToken.None));
        }

        Assert.True(kills > 50, $"only {kills} calls were made");
    }

    private async Task WriteAwayAsync()
    {
        await _regions.FailOverAsync();
        _regions.Away.Content = RecoverySamples.Inventory([new("notes", 131, "written away"), new("users", 8, "bb"), new("pads", 0, "00")]);
        _regions.Home.Imported = _regions.Away.Content;
    }
}
