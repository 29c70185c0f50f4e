using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Amazon.Backup;
using Amazon.CloudWatchLogs;
using Amazon.ECS;
using Amazon.KeyManagementService;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Backup;

public sealed class BackupStageTests : IDisposable
{
    private const string Point = "arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1";
    private const string Copy = "arn:aws:rds:eu-west-2:123456789012:snapshot:awsbackup:copyjob-1";
    private const string ManifestThere = "there/backups/production/manifests/copyjob-1.json";
    private const string Unfinished = "here/backups/production/unfinished.json";
    private readonly FakeAws _aws = new();
    private readonly FakeS3 _s3 = new();
    private readonly SilentLog _log = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private string _answer = "";
    private int _canaries;
    private int _jobs;

    public BackupStageTests()
    {
        _aws.On("RunTask", request =>
        {
            var command = (string)request["overrides"]!["containerOverrides"]![0]!["command"]![0]!;
            _answer = command == "canary"
                ? $$$"""{"canary":{"id":"00000000-0000-0000-0000-00000000000{{{++_canaries}}}","purpose":"x","writtenAt":"2026-01-31T12:0{{{_canaries}}}:00Z"}}"""
                : """{"inventory":{"watermark":"2026-01-31T12:00:30Z","schemaVersion":"20260101_Initial","tables":[{"name":"notes","rows":7,"checksum":"42"}],"newestCanary":null}}""";
            return new JsonObject { ["tasks"] = new JsonArray(Task()) };
        });
        _aws.On("DescribeTasks", _ => new JsonObject { ["tasks"] = new JsonArray(Task()) });
        _aws.On("GetLogEvents", _ => new JsonObject { ["events"] = new JsonArray(new JsonObject { ["message"] = _answer, ["timestamp"] = 1 }) });
        _aws.On("PUT /backup-jobs", _ => new JsonObject { ["BackupJobId"] = $"B-{++_jobs}" });
        _aws.InTurn("GET /backup-jobs/", () => Job("CREATED"), () => Job("RUNNING"), () => Job("COMPLETED"));
        _aws.On("PUT /copy-jobs", _ => new JsonObject { ["CopyJobId"] = "C-1" });
        _aws.InTurn("GET /copy-jobs/", () => CopyJob("RUNNING"), () => CopyJob("COMPLETED"));
        _aws.On("Sign", request => new JsonObject { ["Signature"] = Convert.ToBase64String(_key.SignHash(Convert.FromBase64String((string)request["Message"]!))) });
        _aws.On("Verify", request => _key.VerifyHash(Convert.FromBase64String((string)request["Message"]!), Convert.FromBase64String((string)request["Signature"]!))
            ? new JsonObject { ["SignatureValid"] = true }
            : throw new AwsError("KMSInvalidSignatureException", "no"));
    }

    [Fact]
    public async Task A_backup_stands_between_two_canaries_is_copied_and_leaves_its_manifest_in_both_regions()
    {
        var result = await RunAsync();

        Assert.Equal((Point, Copy, (long?)null, 1), (result.Record.RecoveryPointArn, result.Record.CopyArn, result.Record.SizeBytes, result.Record.CanaryBefore.Id.ToString()[^1] - '0'));
        Assert.Contains("backed up and copied to eu-west-2", result.Reason, StringComparison.Ordinal);
        Assert.Equal(Point, (string?)Assert.Single(_aws.Calls, call => call.Operation == "PUT /copy-jobs").Input["RecoveryPointArn"]);
        Assert.Equal(["here/backups/production/manifests/job-1.json", ManifestThere], _s3.Objects.Keys.Order());
        var (manifest, flaw) = (await Store("there").FindAsync(Copy, default))!.Value;
        Assert.Null(flaw);
        Assert.Equal((Copy, 1, 2, 7L), (manifest.CopyArn, manifest.CanaryBefore.Id.ToString()[^1] - '0', manifest.CanaryAfter!.Id.ToString()[^1] - '0', manifest.Before.Tables[0].Rows));
        Assert.Equal(manifest.Before.Tables, manifest.After!.Tables);
    }

    [Fact]
    public async Task A_manifest_that_was_changed_by_hand_is_told_from_a_signed_one()
    {
        await RunAsync();
        _s3.Objects[ManifestThere] = _s3.Objects[ManifestThere].Replace("\\u0022rows\\u0022: 7", "\\u0022rows\\u0022: 8", StringComparison.Ordinal);

        var (manifest, flaw) = (await Store("there").FindAsync(Copy, default))!.Value;
        Assert.Equal((8L, "the signature is not of this text"), (manifest.Before.Tables[0].Rows, flaw));
    }

    [Fact]
    public async Task A_run_that_does_not_wait_is_followed_by_the_next_one_with_the_same_token_and_canary()
    {
        var left = await RunAsync(wait: false);
        Assert.Null(left.Record.CopyArn);
        Assert.Contains(Unfinished, _s3.Objects.Keys);

        var result = await RunAsync();
        Assert.Equal((Copy, left.Record.CanaryBefore), (result.Record.CopyArn, result.Record.CanaryBefore));
        Assert.Contains(_log.Lines, line => line.StartsWith("going on with the backup", StringComparison.Ordinal));
        Assert.Equal(2, _canaries);
        Assert.DoesNotContain(Unfinished, _s3.Objects.Keys);
    }

    [Theory]
    [InlineData("FAILED", "backup job B-1 ended as FAILED: the key is disabled")]
    [InlineData("EXPIRED", "backup job B-1 ended as EXPIRED")]
    [InlineData("PARTIAL", "backup job B-1 ended as PARTIAL")]
    [InlineData("SOMETHING_NEW", "backup job B-1 ended as SOMETHING_NEW")]
    public async Task A_job_that_ends_badly_is_told_with_its_cause_and_the_next_run_begins_anew(string state, string message)
    {
        _aws.On("GET /backup-jobs/", _ => Job(state, "the key is disabled"));
        Assert.Contains(message, (await Assert.ThrowsAsync<BackupJobFailedException>(() => RunAsync())).Message, StringComparison.Ordinal);
        Assert.Empty(_s3.Objects);

        _aws.On("GET /backup-jobs/", _ => Job("COMPLETED"));
        Assert.Equal(2, (await RunAsync()).Record.CanaryBefore.Id.ToString()[^1] - '0');
    }

    [Fact]
    public async Task A_run_that_loses_AWS_half_way_is_gone_on_with()
    {
        _aws.On("GET /copy-jobs/", _ => throw new AwsError("AccessDeniedException", "not now"));
        await Assert.ThrowsAsync<AmazonBackupException>(() => RunAsync());
        Assert.Contains(Unfinished, _s3.Objects.Keys);

        _aws.On("GET /copy-jobs/", _ => CopyJob("COMPLETED"));
        var result = await RunAsync();
        Assert.Equal(1, result.Record.CanaryBefore.Id.ToString()[^1] - '0');
    }

    [Fact]
    public async Task A_run_that_goes_on_asks_for_the_job_by_its_id_and_starts_none()
    {
        await RunAsync(wait: false);
        _aws.On("PUT /backup-jobs", _ => throw new AwsError("InvalidRequestException", "the token is of another request"));
        var result = await RunAsync();
        Assert.Equal((Copy, "B-1"), (result.Record.CopyArn, result.Record.BackupJobId));
    }

    [Fact]
    public async Task A_backup_whose_job_AWS_has_forgotten_is_begun_anew()
    {
        await RunAsync(wait: false);
        _aws.On("GET /backup-jobs/", asked => ((string)asked["rest"]!).EndsWith("B-1", StringComparison.Ordinal) ? throw new AwsError("ResourceNotFoundException", "no such job") : Job("COMPLETED"));
        var result = await RunAsync();
        Assert.Equal(("B-2", 2), (result.Record.BackupJobId, result.Record.CanaryBefore.Id.ToString()[^1] - '0'));
        Assert.Contains(_log.Lines, line => line.EndsWith("AWS Backup does not know its job B-1 any more; beginning anew", StringComparison.Ordinal));
        Assert.DoesNotContain(Unfinished, _s3.Objects.Keys);
    }

    [Theory]
    [InlineData("PUT /backup-jobs", "InvalidParameterValueException", false)]
    [InlineData("PUT /backup-jobs", "ResourceNotFoundException", false)]
    [InlineData("PUT /backup-jobs", "AccessDeniedException", true)]
    [InlineData("PUT /backup-jobs", "LimitExceededException", true)]
    [InlineData("PUT /copy-jobs", "ResourceNotFoundException", false)]
    [InlineData("PUT /copy-jobs", "InvalidRequestException", false)]
    [InlineData("PUT /copy-jobs", "LimitExceededException", true)]
    [InlineData("PUT /copy-jobs", "AccessDeniedException", true)]
    public async Task What_is_refused_for_good_is_not_asked_for_again_in_every_later_run(string operation, string error, bool isGoneOnWith)
    {
        _aws.On(operation, _ => throw new AwsError(error, "no"));
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync());
        Assert.Equal(isGoneOnWith, _s3.Objects.ContainsKey(Unfinished));
    }

    [Fact]
    public async Task A_job_without_a_recovery_point_is_no_backup()
    {
        _aws.On("GET /backup-jobs/", _ => new JsonObject { ["BackupJobId"] = "B-1", ["State"] = "COMPLETED" });
        Assert.Contains("names no recovery point", (await Assert.ThrowsAsync<BackupJobFailedException>(() => RunAsync())).Message, StringComparison.Ordinal);
        Assert.Empty(_s3.Objects);
    }

    [Fact]
    public async Task A_job_that_cannot_be_looked_at_for_a_while_is_followed_all_the_same()
    {
        _aws.InTurn("GET /backup-jobs/", () => Job("RUNNING"), () => throw new AwsError("ThrottlingException", "Rate exceeded"), () => throw new AwsError("ServiceUnavailableException", "soon"), () => Job("COMPLETED"));
        Assert.Equal(Copy, (await RunAsync()).Record.CopyArn);
        Assert.Contains(_log.Lines, line => line.StartsWith("the backup job B-1 can be looked at again, after 2 failed looks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_runs_at_once_make_one_backup()
    {
        await Store("here").BeginAsync(Begun("theirs"), default);
        Assert.StartsWith("Another run has begun a backup of production.", (await Assert.ThrowsAsync<PipelineException>(() => Store("here").BeginAsync(Begun("ours"), default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_whose_note_was_written_but_the_answer_lost_is_begun()
    {
        _s3.LostAnswers = 1;
        await Store("here").BeginAsync(Begun("ours"), default);
        Assert.Equal("ours", (await Store("here").FindUnfinishedAsync(default))!.Token);
    }

    private static UnfinishedBackup Begun(string token) => new(token, "db", "image", "definition", new Canary(Guid.Empty, default), new Inventory(default, null, [], null));

    [Fact]
    public async Task An_older_release_that_does_not_know_the_command_is_named()
    {
        _aws.On("GetLogEvents", _ => new JsonObject { ["events"] = new JsonArray(new JsonObject { ["message"] = "Now listening", ["timestamp"] = 1 }) });
        var refused = await Assert.ThrowsAsync<PipelineException>(() => RunAsync());
        Assert.Contains("answered 'Now listening' when it was asked for the canary", refused.Message, StringComparison.Ordinal);
        Assert.Contains("deploy this version first", refused.Remedy, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _aws.Dispose();
        _s3.Dispose();
        _key.Dispose();
    }

    private ManifestStore Store(string bucket) => new(_s3.Client, bucket, new ManifestSigner(new AmazonKeyManagementServiceClient(FakeAws.Credentials, _aws.Configure(new AmazonKeyManagementServiceConfig())), "notejam-production"), "production");

    private async Task<StageResult<BackupResult>> RunAsync(bool wait = true)
    {
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        using var logs = new AmazonCloudWatchLogsClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchLogsConfig()));
        using var backup = new AmazonBackupClient(FakeAws.Credentials, _aws.Configure(new AmazonBackupConfig { MaxErrorRetry = 0 }));
        var probe = new DatabaseProbe(new OneOffTask(ecs, logs, new TaskEvidence(ecs, logs), new HurryingTime(), _log, "probe", DatabaseProbe.StartedBy));
        var stage = new BackupStage(backup, probe, Store("here"), Store("there"), (_, _) => System.Threading.Tasks.Task.FromResult(new LiveRelease("arn:aws:ecs:x:1:task-definition/notejam:3", "registry/notejam@" + Samples.Digest)), new HurryingTime(), _log);
        return await stage.RunAsync(OutputsReaderTests.Sample(), Outputs(), wait);
    }

    private static BackupOutputs Outputs() => new()
    {
        VaultName = "notejam-production",
        PrimaryRegion = "eu-central-1",
        RecoveryRegion = "eu-west-2",
        RecoveryVaultArn = "arn:aws:backup:eu-west-2:123456789012:backup-vault:notejam-production",
        VaultKeyArns = new Dictionary<string, string>(),
        LockMode = "governance",
        BackupRoleArn = "arn:aws:iam::123456789012:role/notejam-production-backup",
        DatabaseArns = ["arn:aws:rds:eu-central-1:123456789012:db:notejam-production"],
        Rules = new Dictionary<string, BackupRule> { ["daily"] = new("cron(0 2 * * ? *)", 60, 240, 35, 30) },
    };

    private static JsonObject Task() => new()
    {
        ["taskArn"] = "arn:aws:ecs:eu-central-1:123456789012:task/notejam-production/t1", ["lastStatus"] = "STOPPED", ["containers"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["exitCode"] = 0 }),
    };

    private static JsonObject Job(string state, string? message = null) => new() { ["BackupJobId"] = "B-1", ["State"] = state, ["StatusMessage"] = message, ["BackupSizeInBytes"] = 0, ["RecoveryPointArn"] = Point };

    private static JsonObject CopyJob(string state) => new() { ["CopyJob"] = new JsonObject { ["CopyJobId"] = "C-1", ["State"] = state, ["DestinationRecoveryPointArn"] = Copy } };
}
