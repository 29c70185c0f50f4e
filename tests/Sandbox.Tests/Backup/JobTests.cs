using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;
using static Notejam.Sandbox.Tests.Backup.BackupWorld;

namespace Notejam.Sandbox.Tests.Backup;

public sealed class JobTests : IDisposable
{
    private readonly BackupWorld _world = new();

    [Fact]
    public async Task A_backup_is_created_runs_and_completes_with_its_recovery_point()
    {
        var job = _world.Start();
        Assert.Equal(("CREATED", 0), (Now(job).State, _world.Vault(Here).RecoveryPoints.Count));
        await _world.PassAsync(JobTimes.ToBegin);
        Assert.Equal(("RUNNING", "CREATING"), (Now(job).State, Point(Here).Status));
        _world.Data.Finish();
        await _world.PassAsync(JobTimes.Backup);

        Assert.Equal(("COMPLETED", "COMPLETED"), (Now(job).State, Point(Here).Status));
        Assert.Equal((job.RecoveryPointArn, 100L, "key-of-the-database", 35), (Point(Here).Arn, Point(Here).SizeInBytes, Point(Here).EncryptionKeyArn, Point(Here).Lifecycle!.DeleteAfterDays));
        Assert.Equal("notejam", Point(Here).Tags["Project"]);
    }

    [Fact]
    public async Task The_copy_that_a_plan_wants_has_the_key_of_its_own_vault_and_names_its_source()
    {
        var job = _world.Start(copied: true);
        await _world.SettleAsync();

        var copy = Assert.Single(_world.Store.Read(Here, state => state.CopyJobs.Values.ToList()));
        Assert.Equal(("COMPLETED", job.Id, job.RecoveryPointArn), (copy.State, copy.BackupJobId, copy.SourceRecoveryPointArn));
        Assert.Equal((copy.DestinationRecoveryPointArn, "key-of-eu-west-2", VaultArn(Here), 30), (Point(There).Arn, Point(There).EncryptionKeyArn, Point(There).SourceVaultArn, Point(There).Lifecycle!.DeleteAfterDays));
        Assert.Equal("notejam", Point(There).Tags["Project"]);
    }

    // "IAM Role … does not have sufficient permissions": https://docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html.
    [Theory]
    [InlineData("backup looks at a database", "FAILED", "")]
    [InlineData("backup takes a snapshot", "FAILED", "")]
    [InlineData("backup tags a snapshot", "FAILED", "")]
    [InlineData("backup copies into a vault", "COMPLETED", "FAILED")]
    [InlineData("backup copies a snapshot", "COMPLETED", "FAILED")]
    [InlineData("backup uses a key", "COMPLETED", "FAILED")]
    public async Task What_the_role_may_not_fails_the_job_with_its_cause(string call, string backup, string copy)
    {
        _world.Permissions.Refused = call;
        var job = _world.Start(copied: true);
        await _world.SettleAsync();

        var copies = _world.Store.Read(Here, state => state.CopyJobs.Values.ToList());
        Assert.Equal((backup, copy), (Now(job).State, string.Join(' ', copies.Select(each => each.State))));
        Assert.StartsWith("IAM Role arn:aws:iam::123456789012:role/backup does not have sufficient permissions", copies.FirstOrDefault()?.StatusMessage ?? Now(job).StatusMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_token_is_the_same_job()
    {
        Assert.Equal(_world.Start(token: "t").Id, _world.Start(token: "t").Id);
        Assert.NotEqual(_world.Start().Id, _world.Start().Id);
    }

    [Fact]
    public async Task A_database_that_is_not_up_in_the_start_window_lets_the_job_expire()
    {
        _world.Data.Up[Database] = false;
        var job = _world.Start();
        await _world.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Equal("CREATED", Now(job).State);
        await _world.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(("EXPIRED", 0), (Now(job).State, _world.Vault(Here).RecoveryPoints.Count));
    }

    [Theory]
    [InlineData(7, 30, 6, false)]
    [InlineData(7, 30, 7, true)]
    [InlineData(7, 30, 30, true)]
    [InlineData(7, 30, 31, false)]
    [InlineData(7, 30, null, false)]
    [InlineData(7, null, null, true)]
    [InlineData(null, 30, 1, true)]
    public async Task A_lock_refuses_backups_and_copies_whose_retention_is_out_of_its_range(int? min, int? max, int? days, bool allowed)
    {
        _world.Store.Write(Here, state => state.Vaults["kept"].Lock = new VaultLock(min, max, null));
        var job = _world.Start(days);
        await _world.SettleAsync();

        Assert.Equal(allowed ? "COMPLETED" : "FAILED", Now(job).State);
        if (!allowed) Assert.Contains("Retention period is out of range", Now(job).StatusMessage, StringComparison.Ordinal);
        Assert.Equal(allowed ? 1 : 0, _world.Vault(Here).RecoveryPoints.Count);
    }

    [Fact]
    public async Task A_service_that_refuses_fails_the_job_with_its_own_words_and_leaves_no_recovery_point()
    {
        _world.Data.Refusal = new AwsException("KMSKeyNotAccessibleFault", "The specified KMS key [k] does not exist");
        var job = _world.Start();
        await _world.SettleAsync();
        Assert.Equal(("FAILED", "The specified KMS key [k] does not exist"), (Now(job).State, Now(job).StatusMessage));
        Assert.Empty(_world.Vault(Here).RecoveryPoints);
    }

    [Theory]
    [InlineData(FaultKind.FailedBackup, "FAILED", 0, 0)]
    [InlineData(FaultKind.ExpiredBackup, "EXPIRED", 0, 0)]
    [InlineData(FaultKind.PartialBackup, "PARTIAL", 1, 0)]
    [InlineData(FaultKind.LostCopy, "COMPLETED", 1, 0)]
    [InlineData(FaultKind.PartialCopy, "COMPLETED", 1, 1)]
    public async Task A_seeded_fault_of_a_job_shows_as_it_does_with_AWS(FaultKind fault, string state, int here, int there)
    {
        _world.Faults.Add(new Fault { Kind = fault, Count = 1 });
        var job = _world.Start(copied: true);
        await _world.SettleAsync();
        Assert.Equal((state, here, there), (Now(job).State, _world.Vault(Here).RecoveryPoints.Count, _world.Vault(There).RecoveryPoints.Count));
        if (fault == FaultKind.PartialCopy) Assert.Equal("PARTIAL", Point(There).Status);

        var next = _world.Start(copied: true);
        await _world.SettleAsync();
        Assert.Equal(("COMPLETED", 1), (Now(next).State, _world.Vault(There).RecoveryPoints.Values.Count(point => point.Status == "COMPLETED")));
    }

    [Fact]
    public async Task No_more_than_twenty_copies_run_at_once()
    {
        for (var number = 0; number < 25; number++) _world.Start(copied: true);
        for (var turn = 0; turn < 2; turn++)
        {
            await _world.PassAsync(TimeSpan.FromMinutes(5));
            _world.Data.Finish();
        }

        await _world.PassAsync(TimeSpan.FromMinutes(5));
        await _world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(CopyJobs.AtOnce, _world.Store.Read(Here, state => state.CopyJobs.Values.Count(job => job.State == "RUNNING")));
        await _world.SettleAsync();
        Assert.Equal(25, _world.Vault(There).RecoveryPoints.Count);
    }

    [Fact]
    public async Task A_restore_makes_a_resource_and_is_done_when_that_is_up()
    {
        var backup = _world.Start();
        await _world.SettleAsync();
        var job = _world.Restores.Create(new RestoreJobs.Wish(Here, backup.RecoveryPointArn, "arn:aws:iam::123456789012:role/restore", new Dictionary<string, string> { ["DBInstanceIdentifier"] = "copy" }));
        await _world.PassAsync(JobTimes.ToBegin);
        await _world.PassAsync(JobTimes.Restore);
        Assert.Equal(("RUNNING", "arn:aws:rds:eu-central-1:123456789012:db:copy"), (Restored(job).State, Restored(job).CreatedResourceArn));
        _world.Data.Finish();
        await _world.PassAsync(JobTimes.Restore);

        Assert.Equal(("COMPLETED", Restored(job).CompletedAt), (Restored(job).State, Point(Here).LastRestoredAt));
    }

    [Fact]
    public async Task What_is_not_complete_cannot_be_restored()
    {
        var backup = _world.Start();
        await _world.PassAsync(JobTimes.ToBegin);
        var wish = new RestoreJobs.Wish(Here, backup.RecoveryPointArn, "role", new Dictionary<string, string> { ["DBInstanceIdentifier"] = "copy" });
        Assert.Contains("is CREATING", Assert.Throws<AwsException>(() => _world.Restores.Create(wish)).Message, StringComparison.Ordinal);
        Assert.Equal("ResourceNotFoundException", Assert.Throws<AwsException>(() => _world.Restores.Create(wish with { RecoveryPointArn = "arn:none" })).Code);
    }

    [Fact]
    public async Task A_recovery_point_goes_when_its_lifecycle_is_over()
    {
        _world.Start(deleteAfterDays: 7);
        await _world.SettleAsync();
        await _world.PassAsync(TimeSpan.FromDays(6.9));
        Assert.Single(_world.Vault(Here).RecoveryPoints);
        await _world.PassAsync(TimeSpan.FromDays(0.2));
        Assert.Empty(_world.Vault(Here).RecoveryPoints);
        Assert.Empty(_world.Data.Data);
    }

    public void Dispose() => _world.Dispose();

    private BackupJob Now(BackupJob job) => _world.Store.Read(Here, state => state.BackupJobs[job.Id]);

    private RestoreJob Restored(RestoreJob job) => _world.Store.Read(Here, state => state.RestoreJobs[job.Id]);

    private RecoveryPoint Point(string region) => Assert.Single(_world.Vault(region).RecoveryPoints.Values);
}
