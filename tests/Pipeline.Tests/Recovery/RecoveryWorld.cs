using System.Net;
using Amazon.Backup;
using Amazon.CloudWatchLogs;
using Amazon.ECR;
using Amazon.ECS;
using Amazon.ElastiCache;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.RDS;
using Amazon.SecretsManager;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Checks;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Recovery.Teardown;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>A disaster-recovery region, and the real tools of a recovery that work in it.</summary>
internal sealed class RecoveryWorld : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("notejam-recovery-");
    private readonly List<IDisposable> _clients = [];
    private readonly SilentLog _log = new();

    public RecoveryWorld()
    {
        foreach (var stack in new[] { "drill", "failover" }) Directory.CreateDirectory(Path.Combine(_root.FullName, "infra", "stacks", stack));
        Ecs = Client(new AmazonECSClient(FakeAws.Credentials, Region.Aws.Configure(new AmazonECSConfig())));
        Logs = Client(new AmazonCloudWatchLogsClient(FakeAws.Credentials, Region.Aws.Configure(new AmazonCloudWatchLogsConfig())));
    }

    public FakeRecoveryRegion Region { get; } = new();

    public RecoveryTime Time { get; } = new();

    public IAmazonECS Ecs { get; }

    public IAmazonCloudWatchLogs Logs { get; }

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        Region.Dispose();
        _root.Delete(recursive: true);
    }

    public RecoveryStore Store(string kind) => new(Region.Objects.Client, "bucket", "production", kind);

    public OneOffTask Task(string what, string startedBy) => new(Ecs, Logs, new TaskEvidence(Ecs, Logs), Time, _log, what, startedBy);

    public RecoveryTools ToolsOf(RecoveryName name)
    {
        var (backup, rds) = (Client(new AmazonBackupClient(FakeAws.Credentials, Region.Aws.Configure(new AmazonBackupConfig()))), Client(new AmazonRDSClient(FakeAws.Credentials, Region.Aws.Configure(new AmazonRDSConfig()))));
        var keys = Client(new AmazonKeyManagementServiceClient(FakeAws.Credentials, Region.Aws.Configure(new AmazonKeyManagementServiceConfig())));
        var balancing = Client(new AmazonElasticLoadBalancingV2Client(FakeAws.Credentials, Region.Aws.Configure(new AmazonElasticLoadBalancingV2Config())));
        var secrets = Client(new AmazonSecretsManagerClient(FakeAws.Credentials, Region.Aws.Configure(new AmazonSecretsManagerConfig())));
        var identity = Client(new AmazonIdentityManagementServiceClient(FakeAws.Credentials, Region.Aws.Configure(new AmazonIdentityManagementServiceConfig())));
        var http = Client(new HttpClient(new Registry(() => Region.HasImage)));
        var data = Path.Combine(_root.FullName, "terraform");
        var kind = name.Purpose == RecoveryPurpose.Drill ? "drill" : "failover";
        var terraform = new TerraformCli(Region.Terraform, Path.Combine(_root.FullName, "infra", "stacks", kind), data, new Dictionary<string, string?>(), Time, _log);
        var stack = new TerraformStack(terraform, new StateBackend("bucket", "eu-west-2"), kind, name.Id, $"notejam/production/{kind}s", [], _root.FullName, known: null);
        return new RecoveryTools(
            name,
            new RecoveryPointFinder(databases => new VaultReader(backup, keys, "eu-west-2", databases), new ManifestStore(Region.Objects.Client, "bucket", new ManifestSigner(keys, "notejam-production"), "production"), rds, Time),
            new Readiness(rds, balancing, secrets, identity),
            new ImagePull(Client(new AmazonECRClient(FakeAws.Credentials, Region.Aws.Configure(new AmazonECRConfig()))), http),
            new DatabaseRestore(backup, rds, name, Time, _log),
            new RecoveredStack(stack, new PlanGuard([]), Path.Combine(data, "values.tfvars.json")),
            new RecoveredService(Ecs, new TaskEvidence(Ecs, Logs), PublicAccess.Internet, Time, _log),
            new DatabaseProbe(Task("probe", DatabaseProbe.StartedBy)),
            secrets,
            new RecoverySweep(rds, Ecs, name.Tag, Time, _log),
            new RecoveryLeftovers(rds, balancing, Client(new AmazonElastiCacheClient(FakeAws.Credentials, Region.Aws.Configure(new AmazonElastiCacheConfig()))), Ecs),
            PublicAccess.Internet);
    }

    /// <summary>Keeps a client until the end.</summary>
    public T Client<T>(T client) where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }

    /// <summary>A registry that has every image, or none.</summary>
    private sealed class Registry(Func<bool> hasImages) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            System.Threading.Tasks.Task.FromResult(new HttpResponseMessage(hasImages() ? HttpStatusCode.OK : HttpStatusCode.NotFound) { Content = new StringContent("""{"config":{"digest":"sha256:1111111111111111"},"layers":[]}""") });
    }
}
