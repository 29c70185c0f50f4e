using Docker.DotNet;
using Notejam.Machine;
using Notejam.Machine.Compose;
using Notejam.Machine.Environments;
using Notejam.Machine.Processes;
using Notejam.Machine.Tools;
using Notejam.Pipeline.Access;
using Notejam.Pipeline.Compose;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Functions;
using Notejam.Pipeline.Image;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Infra.Teardown;
using Notejam.Pipeline.Migration;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Registry;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Scan;
using Notejam.Pipeline.Secrets;
using Notejam.Pipeline.Source;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Testing;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Docker;
using Notejam.Pipeline.Verification;
using Notejam.Sandbox;
using Nuke.Common;

namespace Notejam.Build.Hosting;

/// <summary>The composition root: the library's parts, wired for one run. Nothing here decides anything.</summary>
internal sealed partial class PipelineHost
{
    private static PipelineHost? _current;
    private readonly IHazPipeline _build;
    private readonly IProcessRunner _processes;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly SerilogStageLog _log = new();
    private readonly Lazy<ThisMachine> _machine;
    private readonly Lazy<DockerClient> _docker;
    private readonly Lazy<AwsSession> _aws;
    private readonly Lazy<SourceRevision> _revision;
    private Account? _account;
    private RepositoryCreation? _repository;
    private EarlyWork<bool>? _functionPackage;

    private PipelineHost(IHazPipeline build)
    {
        _build = build;
        // Before the first client of AWS is made: the SDK reads variables and files once a process.
        if (build.UseSandbox) SandboxControl.TurnTowards(build.SandboxEndpoint);
        OutgoingProxy.Install(build.UseSandbox, SandboxControl.AddressesOf(build.SandboxEndpoint));
        _processes = new GuardedProcessRunner(new ProcessRunner(), Variables.OfThisProcess, _log.Warn, build.UseSandbox);
        _machine = new(() => new ThisMachine(_log.Info, runner: _processes, time: _time));
        _docker = new(() => _machine.Value.Engine.EnsureRunningAsync(Cancellation).GetAwaiter().GetResult());
        _aws = new(() => Open(RequiredRegion));
        _revision = new(() => Git.ReadRevisionAsync(Cancellation).GetAwaiter().GetResult());
        Artifacts = new ArtifactStore(build.ArtifactsDirectory, _time);
    }

    /// <summary>The host of a build; one a process.</summary>
    public static PipelineHost For(IHazPipeline build) => _current ??= new PipelineHost(build);

    /// <summary>Ends when the user interrupts the run.</summary>
    public CancellationToken Cancellation => Interrupt.Token;

    /// <summary>The records between stages.</summary>
    public ArtifactStore Artifacts { get; }

    /// <summary>What is delivered; read once, so that all stages of a run mean the same.</summary>
    public SourceRevision Revision => _revision.Value;

    /// <summary>The sources as they are now, for what goes on while they change.</summary>
    public Task<SourceRevision> ReadRevisionAsync(CancellationToken cancellationToken) => Git.ReadRevisionAsync(cancellationToken);

    /// <summary>Where this run delivers to.</summary>
    /// <exception cref="PipelineException">No region, or no credentials.</exception>
    public Destination Destination => KnownDestination ?? DestinationOf(Account);

    /// <summary>Where this run delivers to; null before Preflight, when the account is not known.</summary>
    public Destination? KnownDestination => _account is null ? null : DestinationOf(_account);

    /// <summary>What is delivered; null where that cannot be read.</summary>
    public SourceRevision? FindRevision()
    {
        try
        {
            return Revision;
        }
        catch (Exception exception) when (Explanation.Of(exception) is not null)
        {
            return null;
        }
    }

    /// <summary>What a stage of this run has noted of its work before it failed; null when nothing.</summary>
    public T? FindBegun<T>(string stage) => Artifacts.Find<T>(stage) is { } begun ? begun.Record : default;

    /// <summary>This machine.</summary>
    public ThisMachine Machine => _machine.Value;

    /// <summary>The local Docker engine, started when it is ours to start.</summary>
    public DockerClient Docker => _docker.Value;

    /// <summary>The region's stack.</summary>
    public RegionStack RegionStack => RegionStackOf(RequiredRegion);

    /// <summary>The tests.</summary>
    public TestStage Tests => new(_processes, async cancellation =>
    {
        await Machine.Packages.EnsureAsync(["dockerd", "docker-registry", "redis-server", "mmdebstrap", "chromium", "aws"], cancellation);
        _ = Docker;
    }, _log, Root, Temporary);

    private string Root => _build.RootDirectory;

    private static string Temporary => NukeBuild.TemporaryDirectory;

    private string RequiredRegion => _build.Region ?? RecoveryRegion
        ?? throw new RequestException("No region is given.", "For example: --region eu-central-1.");

    /// <summary>Who recovers knows where; null for every other run.</summary>
    private string? RecoveryRegion => IsInvoked(nameof(Stages.IDrDrill.DrDrill)) || IsInvoked(nameof(Stages.IFailover.Failover)) || IsInvoked(nameof(Stages.IFailback.Failback)) ? Values.ReplicaRegion : null;

    private bool IsInvoked(string target) => _build.InvokedTargets.Any(invoked => invoked.Name == target);

    private GitRepository Git => new(_processes, Root);

    private async Task<DestroyedRegion> DestroyedRegionAsync(string region, AwsSession aws, IReadOnlyList<TerraformStack> stacks, CancellationToken cancellationToken) =>
        new(region, aws, await BackendOf(region).ExistsAsync(aws.CreateS3(), cancellationToken) ? stacks : []);

    private StateBackend Backend => BackendOf(RequiredRegion);

    private StateBackend BackendOf(string region) => StateBackend.Of(Account.Id, region);

    private AwsSession Aws
    {
        get
        {
            _ = Account;
            return _aws.Value;
        }
    }

    /// <summary>Known since Preflight; when the caller left that out, looked up now.</summary>
    private Account Account => _account ??= PrepareAsync(Cancellation).GetAwaiter().GetResult();

    private Deployments Deployments => new(Aws.CodeDeploy, _time, _log);

    private TrafficObserver Traffic => new(Aws.Ecs, Aws.CodeDeploy, Aws.LoadBalancing, Deployments);

    private PlanGuard Guard => new(_build.AllowDestroy);

    private IReadOnlyList<IPlannedStack> Stacks => BackupStackIn(RequiredRegion) is { } backup ? [AccountStack, RegionStack, backup, RecoveryStackIn(Values.ReplicaRegion!)] : [AccountStack, RegionStack];

    /// <summary>The stack of both regions' vaults; its state lies with the primary region's, and it is delivered with that. Null elsewhere.</summary>
    private TerraformStack? BackupStackIn(string region) => Values is { PrimaryRegion: { } primary, ReplicaRegion: { } recovery } && primary == region
        ? new TerraformStack(Terraform("backup", region), BackendOf(region), "backup", _build.DeliveryEnvironment, "notejam",
            [$"-var=primary_region={primary}", $"-var=disaster_recovery_region={recovery}", $"-var=environment={_build.DeliveryEnvironment}", .. Values.BackupArguments, .. EnvironmentValues.FileArguments(Root, "backup", _build.DeliveryEnvironment)], Root, Known("backup", region, $"notejam/{_build.DeliveryEnvironment}/backup.tfstate"))
        : null;

    /// <summary>What stands ready in the disaster-recovery region; its state lies there too.</summary>
    private RecoveryStack RecoveryStackIn(string region) => new(
        new TerraformStack(Terraform("recovery", region), BackendOf(region), "recovery", _build.DeliveryEnvironment, "notejam",
            [$"-var=region={region}", $"-var=primary_region={Values.PrimaryRegion}", $"-var=environment={_build.DeliveryEnvironment}", .. Values.RecoveryArguments, .. EnvironmentValues.FileArguments(Root, "recovery", _build.DeliveryEnvironment)], Root, Known("recovery", region, $"notejam/{_build.DeliveryEnvironment}/recovery.tfstate")),
        cancellation => EnsureStateAsync(region, cancellation));

    private EnvironmentValues Values => EnvironmentValues.Read(Root, _build.DeliveryEnvironment);

    private EcrRepository Registry => new(Aws.Ecr);

    private DockerImages Images => new(Docker);

    private TaskEvidence Evidence => new(Aws.Ecs, Aws.Logs);

    private OneOffTask OneOff(AwsSession aws, string what, string startedBy) => new(aws.Ecs, aws.Logs, new TaskEvidence(aws.Ecs, aws.Logs), _time, _log, what, startedBy);

    private Destination DestinationOf(Account account) =>
        new(_build.UseSandbox ? $"the sandbox at {_build.SandboxEndpoint}" : account.Id, RequiredRegion, _build.DeliveryEnvironment);

    /// <summary>Checks what a delivery needs, before it changes anything.</summary>
    /// <exception cref="PipelineException">No region, an unknown environment, no credentials, or a tool is missing.</exception>
    public async Task<Account> PrepareAsync(CancellationToken cancellationToken)
    {
        AwsSession.ParseRegion(RequiredRegion);
        if (_build.UseSandbox && !SandboxOptions.Regions.Contains(RequiredRegion))
            throw new RequestException($"The sandbox has no {RequiredRegion}.", $"It serves {string.Join(" and ", SandboxOptions.Regions)}.");
        _ = Values;
        if (Requirements.Complain(await new Requirements(Machine.Host, _processes).CheckAsync(_build.UseSandbox, cancellationToken)) is { } missing) throw new PipelineException(missing);
        if (_build.UseSandbox) await Sandbox.EnsureAsync(cancellationToken);
        else ReportRedirections();
        return _account ??= new Account(await _aws.Value.GetAccountAsync(cancellationToken));
    }

    /// <summary>Before the first call: what the caller set once and forgot leads a delivery to somebody else's servers. It may be meant, as an interface endpoint of a VPC is.</summary>
    private void ReportRedirections()
    {
        if (AwsRedirection.FindHere() is { Count: > 0 } found)
            _log.Warn($"calls for AWS are redirected: {string.Join("; ", found)}. Remove what you do not mean; nothing was written yet.");
    }

    /// <summary>The report of the last test run, when it was of these sources and green; null otherwise.</summary>
    public TestReport? FindPassedTests(string suite) =>
        Artifacts.Find<TestReport>("test") is { Outcome: not StageOutcome.Failed, Record: { Failed: 0 } report } found && found.Revision.Tree == Revision.Tree && TestStage.Covers(report.Suite, suite) ? report : null;

    public ImageStage CreateImageStage() => new(LocalImage, Registry);

    /// <summary>The repository that the image is pushed to: one creation a run, whoever begins it.</summary>
    public RepositoryCreation Repository => _repository ??= new RepositoryCreation(RegionStack.RepositoryName, cancellation => Registry.FindUrlAsync(RegionStack.RepositoryName, cancellation),
        // What Plan needs in the other region is made at the same time: S3 lets a new bucket's owner wait for a minute.
        cancellation => Task.WhenAll(CreateRepositoryAsync(cancellation), BackupStackIn(RequiredRegion) is null ? Task.CompletedTask : EnsureStateAsync(Values.ReplicaRegion!, cancellation)), _log);

    /// <summary>The package of the functions, which Plan needs: one a run, whoever begins it.</summary>
    public EarlyWork<bool> FunctionPackage => _functionPackage ??= new(_ => Functions.EnsureAsync(Revision, Interrupt.Background));

    /// <summary>Ends what was begun in the background and nobody has waited for: Terraform's work is done to its end, a compilation is broken off.</summary>
    public static void Settle()
    {
        Interrupt.EndBackground();
        Task.WhenAll(_current?._functionPackage?.SettleAsync() ?? Task.CompletedTask, _current?._repository?.SettleAsync() ?? Task.CompletedTask).GetAwaiter().GetResult();
    }

    public PushStage CreatePushStage() => new(Registry, Images, Repository, _log);

    public ScanStage CreateScanStage() => new(Aws.Ecr, _time, _log);

    /// <param name="always">Whether a stack is planned that is known to stand as its files say.</param>
    public PlanStage CreatePlanStage(bool always) => new(AccountStack, Stacks, Guard, always, async cancellation =>
    {
        await UnseenSources.RefuseAsync(cancellation);
        await FunctionPackage.EnsureAsync(cancellation);
    }, _log);

    private UnseenSources UnseenSources => new(Git);

    public ApplyStage CreateApplyStage() => new(RegionStack, Stacks, Guard, Deployments, new DatabaseEvents(Aws.Rds), _time);

    public MigrateStage CreateMigrateStage(int ceilingMinutes)
    {
        var ceiling = TimeSpan.FromMinutes(ceilingMinutes);
        var task = new OneOffTask(Aws.Ecs, Aws.Logs, Evidence, _time, _log, "migration", MigrateStage.StartedBy, MigrateStage.PatienceWith(ceiling), follow: true);
        return new MigrateStage(Aws.Ecs, new TaskDefinitions(Aws.Ecs), task, ceiling, _log);
    }

    public RolloutStage CreateRolloutStage()
    {
        var scale = new ServiceScale(Aws.Ecs, Evidence, _time, _log);
        return new RolloutStage(
            Traffic, Deployments, new DeploymentWatch(Aws.CodeDeploy, Deployments, Evidence, new HookEvidence(Aws.Logs), _time, _log),
            new FirstRelease(Aws.Ecs, Deployments, scale), scale, new ListenerRepair(Aws.LoadBalancing), new RolloutAlarms(Aws.CodeDeploy, Aws.Metrics, _time, _log), _time, _log)
        {
            Begun = rollout => Artifacts.Write("rollout", Revision, KnownDestination,
                new StageResult<Rollout>(rollout, StageOutcome.Failed, $"deployment {rollout.DeploymentId} is under way, and the run has not seen its end")),
        };
    }

    public VerifyStage CreateVerifyStage() => new(Traffic, Access, _time, _log);

    public async Task<ComposeStage> CreateComposeStageAsync(CancellationToken cancellationToken) =>
        new(await new ComposeCommand(Machine.Host, _processes, Machine.Packages).ResolveAsync(cancellationToken), _processes, LocalImage,
            (reference, cancellation) => Machine.Images(Docker).EnsureAsync(reference, cancellation), new HttpClient { Timeout = TimeSpan.FromSeconds(5) }, _time, _log, Root,
            // Compose's own variable: a second Notejam with data of its own.
            Environment.GetEnvironmentVariable("COMPOSE_PROJECT_NAME") is { Length: > 0 } project ? project : "notejam");

    /// <summary>The outputs of the region's stack.</summary>
    /// <exception cref="PipelineException">It does not stand.</exception>
    public async Task<InfraOutputs> ReadInfraAsync(CancellationToken cancellationToken) => OutputsReader.Read(await RegionStack.Stack.ReadOutputsAsync(cancellationToken));

    public PreseedStage CreatePreseedStage() => new(Aws.Secrets, RequiredRegion, _build.DeliveryEnvironment, _log);

    /// <summary>Of the primary region the whole environment is destroyed, of another one what stands there.</summary>
    public async Task<DestroyStage> CreateDestroyStageAsync(CancellationToken cancellationToken)
    {
        var recovery = Values.PrimaryRegion == RequiredRegion ? Values.ReplicaRegion : null;
        if (recovery is not null) await RefuseRecoveredAsync(recovery, cancellationToken);
        var regions = new List<DestroyedRegion>();
        // The disaster-recovery region's stack reads replicas that the primary region's stack owns: it goes first.
        if (recovery is not null) regions.Add(await DestroyedRegionAsync(recovery, SessionOf(recovery), [RegionStackOf(recovery).Stack, RecoveryStackIn(recovery).Stack], cancellationToken));
        var here = await DestroyedRegionAsync(RequiredRegion, Aws, BackupStackIn(RequiredRegion) is { } backup ? [backup, RegionStack.Stack] : [RegionStack.Stack], cancellationToken);
        regions.Add(here with { IsReplicaAlone = Values.PrimaryRegion is { } primary && primary != RequiredRegion });
        return new DestroyStage(_build.DeliveryEnvironment, regions, _time, _log);
    }

    private async Task RefuseRecoveredAsync(string recovery, CancellationToken cancellationToken)
    {
        var s3 = SessionOf(recovery).CreateS3();
        foreach (var (kind, remedy) in new[] { (RecoveryStore.Drills, "./build.sh DrDrill --teardown"), (RecoveryStore.Failovers, "./build.sh Failback, or ./build.sh Failover --teardown for one that does not serve") })
            if (await new RecoveryStore(s3, BackendOf(recovery).Bucket, _build.DeliveryEnvironment, kind).FindAsync(cancellationToken) is { } found)
                throw new PipelineException($"One of the {kind} of {_build.DeliveryEnvironment} still stands in {recovery}: {found.Id} of {found.StartedAt:u}.", $"End it first: {remedy}.");
    }

    /// <summary>The sandbox.</summary>
    public SandboxControl Sandbox => new(_build, Machine, _log);

    /// <summary>Writes what the sandbox decided since a moment to <c>artifacts/access.json</c>, and says how much that was.</summary>
    public void WriteAccess(DateTimeOffset since)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(_build.SandboxEndpoint) };
        var report = AccessReport.Of(since, new SandboxDecisions(http).SinceAsync(since, CancellationToken.None).GetAwaiter().GetResult());
        Artifacts.WriteFile("access", report);
        foreach (var line in report.Lines()) _log.Info(line);
    }

    /// <summary>The way in that people take.</summary>
    private PublicAccess Access => _build.UseSandbox ? new SandboxAccess(new Uri(_build.SandboxEndpoint)).Create() : PublicAccess.Internet;

    private AwsSession SessionOf(string region) => region == RequiredRegion ? Aws : Open(region);

    /// <summary>In a drill the primary region is thought lost: whatever would ask it anything is a finding.</summary>
    private AwsSession Open(string region) => IsInvoked(nameof(Stages.IDrDrill.DrDrill)) && Values.ReplicaRegion is { } only && region != only
        ? throw new PipelineException($"The drill needs {region}, which it thinks lost.", $"All that a recovery needs must be in {only}: this is a flaw of the pipeline itself.")
        : new AwsSession(region);

    private FunctionPublisher Functions => new(_processes, Git, _log, Root, _build.ArtifactsDirectory);

    private LocalImage LocalImage => new(_processes, Git, Images, new CompiledPackages(Path.Combine(Temporary, "packages")), async (reference, cancellation) => (await Machine.Images(Docker).EnsureAsync(reference, cancellation)).Id, _log, Root);

    private async Task CreateRepositoryAsync(CancellationToken cancellationToken)
    {
        await UnseenSources.RefuseAsync(cancellationToken);
        await AccountStack.EnsureAsync(cancellationToken);
        var plan = await RegionStack.PlanRegistryAsync(cancellationToken);
        Guard.Check(plan);
        await RegionStack.ApplyAsync(plan, cancellationToken);
    }

    private AccountStack AccountStack => AccountStackOf(RequiredRegion, Aws);

    /// <summary>Makes the place of a region's states, where there is none.</summary>
    private Task EnsureStateAsync(string region, CancellationToken cancellationToken) => AccountStackOf(region, SessionOf(region)).EnsureAsync(cancellationToken);

    private AccountStack AccountStackOf(string region, AwsSession aws) => new(Terraform("account", region), aws.CreateS3(), BackendOf(region), Guard, Root, _log,
        Values.PrimaryRegion == region ? Values.ReplicaRegion : null);

    private RegionStack RegionStackOf(string region) => new(Terraform("region", region), BackendOf(region), region, _build.DeliveryEnvironment, Root, Functions.PackagePath,
        Known("region", region, $"notejam/{_build.DeliveryEnvironment}/{region}/region.tfstate"), cancellation => PreseedStage.OwnsAsync(SessionOf(region).Secrets, region, _build.DeliveryEnvironment, cancellation),
        cancellation => SecretAccess.MayOpenAsync(SessionOf(region).Secrets, [$"notejam-{_build.DeliveryEnvironment}/application", $"notejam-{_build.DeliveryEnvironment}/database"], cancellation), _log);

    private KnownState Known(string stack, string region, string stateKey) => new(DataDirectory(stack, region), cancellation => BackendOf(region).FindVersionAsync(SessionOf(region).CreateS3(), stateKey, cancellation), _time);

    private string DataDirectory(string stack, string region) => Path.Combine(Temporary, "terraform", Endpoint, $"{stack}-{region}-{_build.DeliveryEnvironment}");

    private TerraformCli Terraform(string stack, string? region = null)
    {
        var host = Machine.Host;
        var data = DataDirectory(stack, region ?? RequiredRegion);
        var environment = new TerraformCliConfig(host, new TerraformMirror(host)).Environment(Path.Combine(Temporary, "terraform"));
        return new TerraformCli(_processes, Path.Combine(Root, "infra", "stacks", stack), data, environment, _time, _log);
    }

    /// <summary>Names whom Terraform talks to, so that a sandbox's plans and settings never meet AWS's.</summary>
    private string Endpoint => _build.UseSandbox ? "sandbox-" + new Uri(_build.SandboxEndpoint).Port : "aws-" + Account.Id;
}
