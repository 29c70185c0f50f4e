using System.Net;
using Amazon.Backup;
using Amazon.CloudWatchLogs;
using Amazon.ECR;
using Amazon.ECS;
using Amazon.ElastiCache;
using Amazon.ElasticLoadBalancingV2;
using Amazon.KeyManagementService;
using Amazon.RDS;
using Amazon.SecretsManager;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Drill;
using Notejam.Pipeline.Drill.Checks;
using Notejam.Pipeline.Drill.Journal;
using Notejam.Pipeline.Drill.Recovery;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Drill.Teardown;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Drill;

public sealed class DrillStageTests : IDisposable
{
    private readonly FakeRecoveryRegion _region = new();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("notejam-drill-");
    private readonly DrillTime _time = new();
    private readonly List<IDisposable> _clients = [];

    public DrillStageTests() => Directory.CreateDirectory(Path.Combine(_root.FullName, "infra"));

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _region.Dispose();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task A_drill_restores_proves_and_leaves_nothing()
    {
        var report = (await RunAsync()).Record!;
        Assert.True(report.Outcome == DrillOutcome.Passed, DrillReportBuilder.Says(report));
        Assert.Equal((1, 0, 0), (_region.Restores, _region.Standing.Count, report.Leftovers.Count));
        Assert.Equal(7200, report.RpoSeconds!.Value, 5.0);
        Assert.All(report.Steps, step => Assert.Equal(DrillStepOutcome.Done, step.Outcome));
        Assert.Single(_region.Objects.Objects.Keys, key => key.StartsWith("bucket/drills/production/reports/", StringComparison.Ordinal));
        Assert.DoesNotContain("bucket/drills/production/current.json", _region.Objects.Objects.Keys);
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
        var refused = await Assert.ThrowsAsync<PipelineException>(() => RunAsync(targets: DrillSamples.Targets with { CostUsd = 0.05m }));
        Assert.Contains("and the ceiling is 0.05", refused.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_region.Restores, _region.Standing.Count));
    }

    [Fact]
    public async Task A_drill_that_takes_too_long_is_broken_off_and_taken_down()
    {
        _time.CeilingPasses = true;
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
            isKilled = await world.KillAtAsync(kills + 1, afterItsEffect);
            var report = (await world.RunAsync()).Record!;
            Assert.True(report.Outcome == DrillOutcome.Passed, $"killed at call {kills + 1}: {DrillReportBuilder.Says(report)}");
            // One restore a drill: one that had come to its end before it was killed is followed by another.
            var drills = world._region.Objects.Objects.Keys.Count(key => key.StartsWith("bucket/drills/production/reports/", StringComparison.Ordinal));
            Assert.Equal((drills, 0), (world._region.Restores, world._region.Standing.Count));
        }

        Assert.True(kills > 50, $"only {kills} calls were made");
    }

    /// <summary>Runs a drill that dies at a call; false when it had ended before.</summary>
    private async Task<bool> KillAtAsync(int call, bool afterItsEffect)
    {
        using var power = new CancellationTokenSource();
        void Cut(int number)
        {
            if (number == call) power.Cancel();
        }

        if (afterItsEffect) _region.AfterCall = Cut;
        else _region.BeforeCall = Cut;
        try
        {
            await RunAsync(cancellationToken: power.Token);
            return false;
        }
        catch (Exception exception) when (power.IsCancellationRequested)
        {
            Assert.NotNull(exception);
            return true;
        }
        finally
        {
            (_region.BeforeCall, _region.AfterCall) = (_ => { }, _ => { });
        }
    }

    private Task<StageResult<DrillReport?>> RunAsync(bool keep = false, bool teardown = false, DrillTargets? targets = null, CancellationToken cancellationToken = default)
    {
        var log = new SilentLog();
        var store = new DrillStore(_region.Objects.Client, "bucket", "production");
        var stage = new DrillStage(store, ToolsOf, new Screenshots(new NoChromium(), log), _time, log);
        return stage.RunAsync(DrillSamples.Standing(), new DrillOptions(targets ?? DrillSamples.Targets, keep, teardown), cancellationToken);
    }

    private DrillTools ToolsOf(DrillName name)
    {
        var log = new SilentLog();
        var (backup, rds, ecs) = (Client(new AmazonBackupClient(FakeAws.Credentials, _region.Aws.Configure(new AmazonBackupConfig()))), Client(new AmazonRDSClient(FakeAws.Credentials, _region.Aws.Configure(new AmazonRDSConfig()))), Client(new AmazonECSClient(FakeAws.Credentials, _region.Aws.Configure(new AmazonECSConfig()))));
        var keys = Client(new AmazonKeyManagementServiceClient(FakeAws.Credentials, _region.Aws.Configure(new AmazonKeyManagementServiceConfig())));
        var secrets = Client(new AmazonSecretsManagerClient(FakeAws.Credentials, _region.Aws.Configure(new AmazonSecretsManagerConfig())));
        var logs = Client(new AmazonCloudWatchLogsClient(FakeAws.Credentials, _region.Aws.Configure(new AmazonCloudWatchLogsConfig())));
        var http = Client(new HttpClient(new RegistryAnd(_region.Notejam.Url)));
        var evidence = new TaskEvidence(ecs, logs);
        var data = Path.Combine(_root.FullName, "terraform");
        var terraform = new TerraformCli(_region.Terraform, Path.Combine(_root.FullName, "infra", "stacks", "drill"), data, new Dictionary<string, string?>(), _time, log);
        var stack = new TerraformStack(terraform, new StateBackend("bucket", "eu-west-2"), "drill", name.Id, "notejam/production/drills", [], _root.FullName, known: null);
        return new DrillTools(
            name,
            new RecoveryPointFinder(new VaultReader(backup, keys, "eu-west-2"), new ManifestStore(_region.Objects.Client, "bucket", new ManifestSigner(keys, "notejam-production"), "production"), rds, _time),
            new Readiness(rds, secrets),
            new ImagePull(Client(new AmazonECRClient(FakeAws.Credentials, _region.Aws.Configure(new AmazonECRConfig()))), http),
            new DatabaseRestore(backup, rds, name.ToString(), name.Tags, _time, log),
            new DrillInfra(stack, new PlanGuard([]), Path.Combine(data, "values.tfvars.json")),
            new RecoveredService(ecs, evidence, http, _time),
            new DatabaseProbe(new OneOffTask(ecs, logs, evidence, _time, "probe", DatabaseProbe.StartedBy)),
            new OneOffTask(ecs, logs, evidence, _time, "drill user", DrillTask.StartedBy),
            secrets,
            new DrillSweep(rds, ecs, _time, log),
            new DrillLeftovers(rds, Client(new AmazonElasticLoadBalancingV2Client(FakeAws.Credentials, _region.Aws.Configure(new AmazonElasticLoadBalancingV2Config()))), Client(new AmazonElastiCacheClient(FakeAws.Credentials, _region.Aws.Configure(new AmazonElastiCacheConfig()))), ecs));
    }

    private T Client<T>(T client) where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }

    /// <summary>The day of the samples; short waits are over at once, the ceiling's only when a test wants it.</summary>
    private sealed class DrillTime : TimeProvider
    {
        private DateTimeOffset _now = DrillSamples.Now;

        public bool CeilingPasses { get; set; }

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var isCeiling = dueTime > TimeSpan.FromMinutes(30);
            if (!isCeiling) _now += dueTime;
            return System.CreateTimer(callback, state, isCeiling && !CeilingPasses ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A registry that has every image, and whatever else is asked for from Notejam itself.</summary>
    private sealed class RegistryAnd(Uri notejam) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.Authority == notejam.Authority
            ? base.SendAsync(request, cancellationToken)
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"config":{"digest":"sha256:1111111111111111"},"layers":[]}""") });
    }

    private sealed class NoChromium : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default) => throw new ProgramNotFoundException(command.Program);
    }
}
