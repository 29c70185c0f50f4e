using System.Net;
using Amazon.ApplicationAutoScaling;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.ECS;
using Amazon.RDS;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Failback;
using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>Both regions, and the stages that move an environment between them.</summary>
internal sealed class TwoRegions : IDisposable
{
    private readonly RecoveryWorld _away = new();
    private readonly SilentLog _log = new();
    private readonly FakeNotejam _homeNotejam = new();

    public TwoRegions()
    {
        Home = new FakeHomeRegion(_away.Region.Ask);
        // The manifest's address is where the primary's Notejam is: by default it serves nobody.
        PrimaryAnswer = (_, _) => throw new HttpRequestException("Connection refused");
    }

    public FakeHomeRegion Home { get; }

    public FakeRecoveryRegion Away => _away.Region;

    public RecoveryWorld World => _away;

    /// <summary>Whether the primary region answers nobody.</summary>
    public bool IsHomeDead { get; set; }

    /// <summary>What stands ready away.</summary>
    public RecoveryOutputs Standing { get; set; } = RecoverySamples.Standing();

    /// <summary>What the primary's Notejam answers, at which load balancer.</summary>
    public Func<string?, HttpRequestMessage, HttpResponseMessage> PrimaryAnswer { get; set; }

    /// <summary>Why the primary cannot be backed up.</summary>
    public PipelineException? BackupFailure { get; set; }

    /// <summary>How long the credentials are good.</summary>
    public CredentialValidity Validity { get; set; } = CredentialValidity.Lasting;

    /// <summary>How often the primary was backed up.</summary>
    public int Backups { get; private set; }

    public RecoveryStore Failovers => _away.Store(RecoveryStore.Failovers);

    public RecoveryStore Failbacks => _away.Store(RecoveryStore.Failbacks);

    public void Dispose()
    {
        Home.Dispose();
        _homeNotejam.Dispose();
        _away.Dispose();
    }

    public Task<StageResult<FailoverReport?>> FailOverAsync(string? confirmed = "production", bool lastBackup = true, bool acceptFindings = false, bool giveUp = false, CancellationToken cancellationToken = default) =>
        new FailoverStage(Failovers, _away.Store(RecoveryStore.Drills), _away.ToolsOf, Primary(), Traffic(), _away.Time, _log)
            .RunAsync(Standing, new FailoverOptions(RecoverySamples.Targets, confirmed, lastBackup, acceptFindings, giveUp), cancellationToken);

    public Task<StageResult<FailbackReport?>> FailBackAsync(string? confirmed = "production", CancellationToken cancellationToken = default)
    {
        var s3 = _away.Region.Objects.Client;
        var freeze = new ServiceFreeze(_away.Ecs, _away.Client(new AmazonApplicationAutoScalingClient(FakeAws.Credentials, Away.Aws.Configure(new AmazonApplicationAutoScalingConfig()))), "eu-west-2", _away.Time, _log);
        var away = new AwayTools(_away.ToolsOf, freeze, _away.Task("export", FailbackTask.StartedBy), new Carriage(s3, s3, "bucket", "production", _ => Task.FromResult(Validity), _away.Time, _log), Traffic());
        return new FailbackStage(Failbacks, Failovers, away, _ => Task.FromResult(HomeTools()), _away.Time, _log)
            .RunAsync(RecoverySamples.Standing(), new FailbackOptions(confirmed), cancellationToken);
    }

    private HomeTools HomeTools()
    {
        var ecs = _away.Client(new AmazonECSClient(FakeAws.Credentials, Configure(new AmazonECSConfig())));
        var logs = _away.Client(new AmazonCloudWatchLogsClient(FakeAws.Credentials, Configure(new AmazonCloudWatchLogsConfig())));
        var rds = _away.Client(new AmazonRDSClient(FakeAws.Credentials, Configure(new AmazonRDSConfig())));
        var infra = OutputsReaderTests.Sample() with { ClusterName = "notejam-production", ServiceName = "notejam-production", ContainerName = "notejam", TaskDefinitionTemplate = Samples.Template(), LoadBalancer = _homeNotejam.Url.Host, Url = _homeNotejam.Url };
        var evidence = new TaskEvidence(ecs, logs);
        return new HomeTools(
            Primary(), infra, cancellation => LiveRelease.ReadAsync(ecs, infra, _log, cancellation), new HomeSnapshot(rds, "notejam-production", _away.Time, _log),
            new DatabaseProbe(new OneOffTask(ecs, logs, evidence, _away.Time, _log, "probe", DatabaseProbe.StartedBy)),
            new OneOffTask(ecs, logs, evidence, _away.Time, _log, "import", FailbackTask.StartedBy), PublicAccess.Internet);
    }

    private PrimaryTools Primary()
    {
        var ecs = _away.Client(new AmazonECSClient(FakeAws.Credentials, Configure(new AmazonECSConfig())));
        var rds = _away.Client(new AmazonRDSClient(FakeAws.Credentials, Configure(new AmazonRDSConfig())));
        var scaling = _away.Client(new AmazonApplicationAutoScalingClient(FakeAws.Credentials, Configure(new AmazonApplicationAutoScalingConfig())));
        return new PrimaryTools(
            new PrimaryProbe(ecs, rds, "eu-central-1", _away.Time, _log), new ServiceFreeze(ecs, scaling, "eu-central-1", _away.Time, _log), "notejam-production", "notejam-production",
            cancellation =>
            {
                cancellation.ThrowIfCancellationRequested();
                if (BackupFailure is { } failure) throw failure;
                Backups++;
                return Task.FromResult("backed up");
            },
            loadBalancer => new HttpClient(new PrimaryNotejam(request => PrimaryAnswer(loadBalancer, request))));
    }

    private T Configure<T>(T config) where T : Amazon.Runtime.ClientConfig
    {
        Home.Aws.Configure(config);
        // What fails is to be seen by the pipeline, and not by the SDK alone.
        config.MaxErrorRetry = 0;
        // Nobody listens there.
        if (IsHomeDead) config.ServiceURL = "http://127.0.0.1:1";
        return config;
    }

    private TrafficSwitch Traffic() => new(
        _away.Client(new AmazonCloudWatchClient(FakeAws.Credentials, Away.Aws.Configure(new AmazonCloudWatchConfig()))), "production", (_, _) => Task.FromResult(Array.Empty<IPAddress>()), _away.Time, _log);

    private sealed class PrimaryNotejam(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
