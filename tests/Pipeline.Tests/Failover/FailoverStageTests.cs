using System.Net;
using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Failover;

public sealed class FailoverStageTests : IDisposable
{
    private readonly TwoRegions _regions = new();

    public void Dispose() => _regions.Dispose();

    [Fact]
    public async Task A_primary_that_answers_is_frozen_and_backed_up_before_another_region_serves()
    {
        var result = await _regions.FailOverAsync();
        Assert.True(result.Outcome == StageOutcome.Done, result.Reason);
        Assert.Equal((FailoverOutcome.Serving, true, 1), (result.Record!.Outcome, result.Record.PrimaryFrozen, _regions.Backups));
        Assert.Equal((0, true, 2), (_regions.Home.Desired, _regions.Home.IsScalingSuspended, _regions.Away.Desired));
        Assert.Equal(["FailedOver 1"], _regions.Away.Metrics);
        Assert.Equal(1, _regions.Away.Restores);
        Assert.Contains(_regions.Away.Standing, name => name.StartsWith("notejam-production-live-", StringComparison.Ordinal));
        Assert.True((await _regions.Failovers.FindAsync(CancellationToken.None))!.Kept);
    }

    [Fact]
    public async Task What_serves_sends_mail_and_lets_no_user_of_a_drill_in()
    {
        await _regions.FailOverAsync();
        Assert.DoesNotContain("Mail__Sealed", Assert.Single(_regions.Away.Definitions).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_regions.Away.Aws.Calls, call => call.Operation == "RunTask" && call.Input.ToJsonString().Contains("drill-user", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_people_write_to_is_protected_against_deletion_and_backed_up()
    {
        await _regions.FailOverAsync();
        Assert.Equal((true, "7"), (_regions.Away.IsDatabaseProtected, _regions.Away.BackupDays));
        Assert.True((await _regions.FailBackAsync()).Outcome == StageOutcome.Done);
        Assert.Empty(_regions.Away.Standing);
    }

    [Fact]
    public async Task A_last_backup_that_fails_says_how_to_go_without_it()
    {
        _regions.BackupFailure = new PipelineException("The backup job ended as FAILED.");
        var failed = await _regions.FailOverAsync();
        Assert.Contains("last backup: The backup job ended as FAILED.", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("→ Run Failover again; with --no-last-backup", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _regions.Away.Restores);
        Assert.Equal(FailoverOutcome.Serving, (await _regions.FailOverAsync(lastBackup: false)).Record!.Outcome);
    }

    [Fact]
    public async Task A_primary_that_nobody_reaches_is_asked_three_times_and_done_without()
    {
        _regions.IsHomeDead = true;
        var report = (await _regions.FailOverAsync()).Record!;
        Assert.Equal((FailoverOutcome.Serving, false, 0), (report.Outcome, report.PrimaryFrozen, _regions.Backups));
        Assert.Contains(report.Checks, check => check.Name == "primary" && check.Evidence.Contains("asked 3 times", StringComparison.Ordinal));
        Assert.Equal(7200, report.RpoSeconds!.Value, 60.0);
    }

    [Theory]
    [MemberData(nameof(OtherPeople.Names), MemberType = typeof(OtherPeople))]
    public async Task What_others_keep_in_the_vault_is_mentioned_and_never_served_from(string other)
    {
        var (arn, resource, type, name) = OtherPeople.Resources[other];
        _regions.Away.OtherPoints.Add((arn, "COMPLETED", RecoverySamples.Now.AddMinutes(-5), resource, type));
        var report = (await _regions.FailOverAsync(lastBackup: false)).Record!;
        Assert.Equal((FailoverOutcome.Serving, RecoverySamples.PointArn), (report.Outcome, Assert.Single(_regions.Away.Restored)));
        Assert.Contains(report.Checks, check => check.Name == "newest recovery point" && check.Evidence.EndsWith($"also in the vault: 1 recovery point of {name}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_only_others_have_copies_nothing_is_restored_and_no_traffic_switched()
    {
        _regions.Away.Points.Clear();
        var (arn, resource, type, _) = OtherPeople.Resources["another database"];
        _regions.Away.OtherPoints.Add((arn, "COMPLETED", RecoverySamples.Now.AddMinutes(-5), resource, type));
        var result = await _regions.FailOverAsync(lastBackup: false);
        Assert.Equal((StageOutcome.Failed, 0, 0), (result.Outcome, _regions.Away.Restores, _regions.Away.Metrics.Count));
        Assert.Contains("also in the vault: 1 recovery point of billing", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_last_backup_the_newest_copy_is_restored()
    {
        Assert.Equal(FailoverOutcome.Serving, (await _regions.FailOverAsync(lastBackup: false)).Record!.Outcome);
        Assert.Equal((0, 0), (_regions.Backups, _regions.Home.Desired));
    }

    [Theory]
    [InlineData(null, "it was not confirmed")]
    [InlineData("prod", "it was confirmed as 'prod'")]
    public async Task Unconfirmed_it_touches_nothing(string? confirmed, string expected)
    {
        var refused = await Assert.ThrowsAsync<RequestException>(() => _regions.FailOverAsync(confirmed));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal((0, 2), (_regions.Away.Calls, _regions.Home.Desired));
    }

    [Fact]
    public async Task A_primary_that_answers_and_refuses_is_not_taken_for_lost()
    {
        _regions.Home.Aws.On("DescribeClusters", _ => throw new AwsError("AccessDeniedException", "not authorized to perform ecs:DescribeClusters"));
        var result = await _regions.FailOverAsync();
        Assert.Equal((StageOutcome.Failed, 0), (result.Outcome, _regions.Away.Restores));
        Assert.Contains("answers, and refuses", result.Reason, StringComparison.Ordinal);
        Assert.Empty(_regions.Away.Metrics);
    }

    [Fact]
    public async Task Data_that_are_not_what_was_backed_up_get_no_traffic_unless_that_is_accepted()
    {
        _regions.Away.Content = RecoverySamples.Inventory([new("notes", 119, "zz"), new("users", 7, "bb"), new("pads", 0, "00")]);
        var result = await _regions.FailOverAsync();
        Assert.Equal((FailoverOutcome.Failed, 0), (result.Record!.Outcome, _regions.Away.Metrics.Count));
        Assert.Contains("The traffic is not switched: ", result.Reason, StringComparison.Ordinal);
        Assert.Contains("notes has 119 rows and should have 120", result.Reason, StringComparison.Ordinal);

        Assert.Equal(FailoverOutcome.Serving, (await _regions.FailOverAsync(acceptFindings: true)).Record!.Outcome);
        Assert.Equal((1, 1), (_regions.Away.Restores, _regions.Away.Metrics.Count));
    }

    [Fact]
    public async Task A_forged_newest_manifest_beside_an_older_good_one_gets_no_traffic()
    {
        // The newest point's manifest is signed by nobody; the older one's is good, and tells the image.
        const string Newest = "arn:aws:rds:eu-west-2:123456789012:snapshot:awsbackup:copyjob-forged";
        _regions.Away.Points.Insert(0, (Newest, "COMPLETED", RecoverySamples.Now.AddMinutes(-10)));
        _regions.Away.PutManifest(RecoverySamples.Manifest() with { CopyArn = Newest }, Newest, isSigned: false);
        var result = await _regions.FailOverAsync(lastBackup: false);
        Assert.Equal((FailoverOutcome.Failed, 0), (result.Record!.Outcome, _regions.Away.Metrics.Count));
        Assert.Equal([Newest], _regions.Away.Restored);
        Assert.Contains("The traffic is not switched: manifest: the manifest of awsbackup:copyjob-forged is not to be trusted", result.Reason, StringComparison.Ordinal);
        Assert.Equal(FailoverOutcome.Serving, (await _regions.FailOverAsync(lastBackup: false, acceptFindings: true)).Record!.Outcome);
    }

    [Fact]
    public async Task A_recovery_point_under_another_key_than_its_vaults_gets_no_traffic()
    {
        _regions.Away.PointKey = "arn:aws:kms:eu-west-2:123456789012:key/somebody's";
        var result = await _regions.FailOverAsync();
        Assert.Equal((FailoverOutcome.Failed, 0), (result.Record!.Outcome, _regions.Away.Metrics.Count));
        Assert.Contains("recovery point key: it is encrypted with arn:aws:kms:eu-west-2:123456789012:key/somebody's", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    // A journal of a version that did not tell: nobody knows that it may be passed over.
    [InlineData(null, true)]
    public void A_check_tells_itself_whether_it_keeps_the_traffic_where_it_is(bool? decides, bool blocks)
    {
        var check = CheckResult.Bad("any name", "found", "remedy") with { Decides = decides };
        Assert.Equal((blocks, false, false), (check.Blocks, (check with { Outcome = CheckOutcome.WARN }).Blocks, (check with { Outcome = CheckOutcome.OK }).Blocks));
        var read = System.Text.Json.JsonSerializer.Deserialize<CheckResult>(System.Text.Json.JsonSerializer.Serialize(check, Pipeline.Tools.ArtifactStore.Json), Pipeline.Tools.ArtifactStore.Json);
        Assert.Equal(check, read);
    }

    [Theory]
    [InlineData("ThrottlingException")]
    [InlineData("ExpiredTokenException")]
    public async Task Too_many_calls_and_credentials_that_are_renewed_are_no_refusal_of_the_primary(string error)
    {
        var asked = 0;
        _regions.Home.Aws.On("DescribeClusters", _ => ++asked < 3 ? throw new AwsError(error, "not now") : new System.Text.Json.Nodes.JsonObject());
        var result = await _regions.FailOverAsync();
        Assert.True(result.Outcome == StageOutcome.Done, result.Reason);
        Assert.Equal((true, 0), (result.Record!.PrimaryFrozen, _regions.Home.Desired));
    }

    [Fact]
    public async Task Credentials_that_nobody_renews_are_not_taken_for_a_region_that_is_gone()
    {
        _regions.Home.Aws.On("DescribeClusters", _ => throw new AwsError("ExpiredTokenException", "over"));
        var result = await _regions.FailOverAsync();
        Assert.Equal((StageOutcome.Failed, 0), (result.Outcome, _regions.Away.Restores));
        Assert.Contains("AWS does not accept the credentials any more", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_primary_whose_Notejam_serves_on_although_its_region_is_silent_is_no_reason_to_serve_twice()
    {
        _regions.IsHomeDead = true;
        _regions.Away.PutManifest(RecoverySamples.Manifest() with { Url = new Uri("http://primary.example/") });
        _regions.PrimaryAnswer = (_, _) => new HttpResponseMessage(HttpStatusCode.OK);
        var result = await _regions.FailOverAsync();
        Assert.Equal(FailoverOutcome.Failed, result.Record!.Outcome);
        Assert.Contains("http://primary.example/ still serves", result.Reason, StringComparison.Ordinal);

        _regions.PrimaryAnswer = (_, _) => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(FailoverOutcome.Serving, (await _regions.FailOverAsync()).Record!.Outcome);
    }

    [Theory]
    [InlineData("https://notejam.example/", "notejam.example", "https://notejam.example/healthz/ready")]
    // The domain came after the backup: under its own name the load balancer redirects now.
    [InlineData("http://primary.elb.example/", "notejam.example", "https://notejam.example/healthz/ready")]
    [InlineData("http://primary.elb.example/", null, "http://primary.elb.example/healthz/ready")]
    public async Task Whether_the_primary_serves_is_asked_at_its_own_door_since_its_name_leads_to_the_recovered_one(string backedUp, string? today, string asked)
    {
        _regions.IsHomeDead = true;
        _regions.Standing = _regions.Standing with { DomainName = today };
        _regions.Away.PutManifest(RecoverySamples.Manifest() with { Url = new Uri(backedUp), LoadBalancer = "primary.elb.example" });
        var doors = new List<string?>();
        _regions.PrimaryAnswer = (door, request) =>
        {
            doors.Add($"{door} {request.RequestUri}");
            return door == "primary.elb.example" ? throw new HttpRequestException("Connection refused") : new HttpResponseMessage(HttpStatusCode.OK);
        };
        var result = await _regions.FailOverAsync();
        Assert.DoesNotContain("still serves", result.Reason, StringComparison.Ordinal);
        Assert.Equal([$"primary.elb.example {asked}"], doors);
    }

    [Fact]
    public async Task Run_again_it_freezes_a_primary_that_has_come_back_and_restores_nothing()
    {
        _regions.IsHomeDead = true;
        await _regions.FailOverAsync();
        _regions.IsHomeDead = false;
        var again = await _regions.FailOverAsync();
        Assert.True(again.Outcome == StageOutcome.Done, again.Reason);
        Assert.Equal((0, true, 1, 0), (_regions.Home.Desired, again.Record!.PrimaryFrozen, _regions.Away.Restores, _regions.Backups));
        Assert.Contains("what it wrote meanwhile is only there", again.Record.Checks.Single(check => check is { Name: "primary", Outcome: CheckOutcome.WARN }).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_failed_is_followed_by_another_job()
    {
        _regions.Away.RestoreStatus = "FAILED";
        var failed = await _regions.FailOverAsync();
        Assert.Contains("restore: The restore job job ended as FAILED", failed.Reason, StringComparison.Ordinal);
        _regions.Away.RestoreStatus = "COMPLETED";
        Assert.Equal(FailoverOutcome.Serving, (await _regions.FailOverAsync()).Record!.Outcome);
        Assert.Equal((2, 1), (_regions.Away.Restores, _regions.Backups));
    }

    [Fact]
    public async Task Given_up_before_it_serves_the_primary_serves_again_and_nothing_is_left()
    {
        _regions.Away.RestoreStatus = "FAILED";
        await _regions.FailOverAsync();
        var ended = await _regions.FailOverAsync(giveUp: true);
        Assert.Equal((FailoverOutcome.GivenUp, StageOutcome.Done, 0), (ended.Record!.Outcome, ended.Outcome, _regions.Away.Standing.Count));
        Assert.Equal((2, false), (_regions.Home.Desired, _regions.Home.IsScalingSuspended));
        Assert.Equal(StageOutcome.Skipped, (await _regions.FailOverAsync(giveUp: true)).Outcome);
    }

    [Fact]
    public async Task What_serves_is_not_given_up()
    {
        await _regions.FailOverAsync();
        var refused = await Assert.ThrowsAsync<PipelineException>(() => _regions.FailOverAsync(giveUp: true));
        Assert.Contains("people have written there", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, _regions.Away.Standing.Count);
    }

    [Fact]
    public async Task A_drill_that_stands_is_in_the_way()
    {
        await _regions.World.Store(RecoveryStore.Drills).SaveAsync(new RecoveryJournal { Id = "abcde", StartedAt = RecoverySamples.Now, Targets = RecoverySamples.Targets }, CancellationToken.None);
        var refused = await Assert.ThrowsAsync<PipelineException>(() => _regions.FailOverAsync());
        Assert.Contains("./build.sh DrDrill --teardown", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, _regions.Home.Desired);
    }

    [Fact]
    public async Task While_it_stands_nothing_is_delivered_to_the_primary_region()
    {
        var guard = new FailoverGuard(_regions.Failovers, new SilentLog());
        await guard.CheckAsync("production", "eu-central-1", CancellationToken.None);
        await _regions.FailOverAsync();
        var refused = await Assert.ThrowsAsync<PipelineException>(() => new FailoverGuard(_regions.Failovers, new SilentLog()).CheckAsync("production", "eu-central-1", CancellationToken.None));
        Assert.Contains("is failed over since 2026-03-10", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Suite", "wire")]
    public async Task Killed_at_any_call_it_is_gone_on_with_restores_once_and_serves(bool afterItsEffect)
    {
        var kills = 0;
        for (var isKilled = true; isKilled; kills++)
        {
            using var world = new TwoRegions();
            isKilled = await Killing.AtAsync(world.Away, kills + 1, afterItsEffect, cancellation => world.FailOverAsync(cancellationToken: cancellation));
            var result = await world.FailOverAsync();
            Assert.True(result.Outcome == StageOutcome.Done, $"killed at call {kills + 1}: {result.Reason}");
            Assert.Equal((1, 3, 0, 2), (world.Away.Restores, world.Away.Standing.Count, world.Home.Desired, world.Away.Desired));
        }

        Assert.True(kills > 50, $"only {kills} calls were made");
    }
}
