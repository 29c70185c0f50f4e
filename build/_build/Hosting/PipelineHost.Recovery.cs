using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Drill;
using Notejam.Pipeline.Failback;
using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;
using Notejam.Sandbox;

namespace Notejam.Build.Hosting;

// Backups, drills, failover and failback.
internal sealed partial class PipelineHost
{
    // The roles of infra/modules/identity: none of them may delete a backup.
    private static readonly string[] DeliveryTargets = ["deploy", "drill", "plan"];

    // A region that may be lost is not waited for as for one that is only slow.
    private static readonly TimeSpan PatienceWithLost = TimeSpan.FromSeconds(10);

    /// <summary>The outputs of the stack of both regions' vaults.</summary>
    /// <exception cref="PipelineException">It does not stand, or this is not the primary region.</exception>
    public async Task<BackupOutputs> ReadBackupOutputsAsync(CancellationToken cancellationToken) => BackupStackIn(RequiredRegion) is { } stack
        ? BackupOutputsReader.Read(await stack.ReadOutputsAsync(cancellationToken))
        : throw new RequestException($"{RequiredRegion} is not the primary region of {_build.DeliveryEnvironment}.", Values.PrimaryRegion is { } primary ? $"Backups are made where the database is: --region {primary}." : "Set primary_region and replica_region in the environment's values.");

    public Task<BackupStage> CreateBackupStageAsync(BackupOutputs outputs, CancellationToken cancellationToken) => CreateBackupStageAsync(Aws, outputs, cancellationToken);

    private async Task<BackupStage> CreateBackupStageAsync(AwsSession primary, BackupOutputs outputs, CancellationToken cancellationToken)
    {
        var recovery = SessionOf(outputs.RecoveryRegion);
        // The manifests of the other region's copies lie there: without its bucket there is no place for them.
        await EnsureStateAsync(outputs.RecoveryRegion, cancellationToken);
        return new BackupStage(primary.Backup, new DatabaseProbe(OneOff(primary, "probe", DatabaseProbe.StartedBy)), Manifests(primary, outputs.VaultName), Manifests(recovery, outputs.VaultName),
            (infra, cancellation) => LiveRelease.ReadAsync(primary.Ecs, infra, _log, cancellation), _time, _log);
    }

    public VerifyBackupsStage CreateVerifyBackupsStage(BackupOutputs outputs)
    {
        var recovery = SessionOf(outputs.RecoveryRegion);
        var databases = new ProtectedDatabases(outputs.DatabaseArns);
        return new VerifyBackupsStage(
            new VaultReader(Aws.Backup, Aws.Keys, Aws.Region, databases), new VaultReader(recovery.Backup, recovery.Keys, recovery.Region, databases), Manifests(recovery, outputs.VaultName),
            new DrillHistory(recovery.CreateS3(), BackendOf(recovery.Region).Bucket, _build.DeliveryEnvironment),
            [.. DeliveryTargets.Select(target => $"arn:aws:iam::{Account.Id}:role/notejam-github-{target}")], _time, _log);
    }

    /// <summary>Writes a verdict as JSON, Markdown and a page.</summary>
    public void WriteVerdict(BackupVerdict verdict)
    {
        Artifacts.WriteFile("backup-verdict", verdict);
        File.WriteAllText(_build.ArtifactsDirectory / "backup-verdict.md", VerdictText.Markdown(verdict));
        File.WriteAllText(_build.ArtifactsDirectory / "backup-verdict.html", VerdictPage.Html(verdict));
    }

    /// <summary>The outputs of what stands ready in the disaster-recovery region.</summary>
    /// <exception cref="PipelineException">It does not stand, or this is another region.</exception>
    public async Task<RecoveryOutputs> ReadRecoveryOutputsAsync(CancellationToken cancellationToken) => Values.ReplicaRegion is not { } recovery
        ? throw new PipelineException($"{_build.DeliveryEnvironment} has no disaster-recovery region.", "Set primary_region and replica_region in the environment's values.")
        : recovery != RequiredRegion
            ? throw new RequestException($"{RequiredRegion} is not the disaster-recovery region of {_build.DeliveryEnvironment}.", $"Leave --region out, or write --region {recovery}.")
            : await RecoveryStackIn(recovery).ReadOutputsAsync(cancellationToken);

    public DrillStage CreateDrillStage() => new DrillFactory(RecoveryTools, new Screenshots(_processes, Access, _log), _time, _log).Create(Drills, Failovers);

    public FailoverStage CreateFailoverStage() =>
        new FailoverFactory(RecoveryTools, Aws, PrimaryAccess, Drills, Failovers, _time, _log).Create(_build.DeliveryEnvironment);

    public FailbackStage CreateFailbackStage() => new FailbackFactory(RecoveryTools, Aws, TaskS3, Backend.Bucket, PrimaryAccess, Failovers, StoreOf(RecoveryStore.Failbacks), _time, _log).Create(_build.DeliveryEnvironment);

    /// <summary>Refuses what must not happen in a primary region whose environment is failed over.</summary>
    /// <exception cref="PipelineException">It is.</exception>
    public async Task RefuseFailedOverAsync(CancellationToken cancellationToken)
    {
        if (Values is not { PrimaryRegion: { } primary, ReplicaRegion: { } recovery } || primary != RequiredRegion) return;
        using var there = new AwsSession(recovery, PatienceWithLost);
        await new FailoverGuard(new RecoveryStore(there.CreateS3(), BackendOf(recovery).Bucket, _build.DeliveryEnvironment, RecoveryStore.Failovers), _log).CheckAsync(_build.DeliveryEnvironment, primary, cancellationToken);
    }

    /// <summary>What a failover and a failback do in the primary region, which may be lost.</summary>
    private PrimaryAccess PrimaryAccess
    {
        get
        {
            var region = Values.PrimaryRegion ?? throw new PipelineException($"{_build.DeliveryEnvironment} has no primary region.", "Set primary_region and replica_region in the environment's values.");
            var primary = new AwsSession(region, PatienceWithLost);
            return new PrimaryAccess(
                primary, $"notejam-{_build.DeliveryEnvironment}", Access,
                async cancellation => OutputsReader.Read(await RegionStackOf(region).Stack.ReadOutputsAsync(cancellation)),
                async cancellation => BackupOutputsReader.Read(await BackupStackIn(region)!.ReadOutputsAsync(cancellation)),
                (outputs, cancellation) => CreateBackupStageAsync(SessionOf(region), outputs, cancellation));
        }
    }

    private RecoveryToolFactory RecoveryTools => new(Aws, Manifests(Aws, $"notejam-{_build.DeliveryEnvironment}"), RecoveredStackOf, Guard, RecoveredValues, Access, _time, _log);

    /// <summary>S3 as tasks reach it: those of a sandbox are in a network of their own.</summary>
    private Amazon.S3.IAmazonS3 TaskS3 => Aws.CreateS3(_build.UseSandbox ? new SandboxOptions { Port = new Uri(_build.SandboxEndpoint).Port, StateDirectory = "" }.TaskEndpoint : null);

    /// <summary>Tells the disaster-recovery region that something has gone well.</summary>
    public Task BeatAsync(string metric, CancellationToken cancellationToken) => new Heartbeat(SessionOf(Values.ReplicaRegion ?? RequiredRegion).Metrics, _build.DeliveryEnvironment, _log).BeatAsync(metric, cancellationToken);

    /// <summary>Writes a drill's report as JSON, Markdown and a page.</summary>
    public async Task WriteDrillAsync(DrillReport report, IReadOnlyList<DrillScreenshot> screenshots, CancellationToken cancellationToken)
    {
        Artifacts.WriteFile("drill", report);
        await File.WriteAllTextAsync(_build.ArtifactsDirectory / "drill.md", DrillText.Markdown(report), cancellationToken);
        await File.WriteAllTextAsync(_build.ArtifactsDirectory / "drill.html", DrillPage.Html(report, screenshots, await Drills.ReadReportsAsync<DrillReport>(cancellationToken)), cancellationToken);
    }

    /// <summary>Writes a failover's report as JSON and Markdown.</summary>
    public async Task WriteFailoverAsync(FailoverReport report, CancellationToken cancellationToken)
    {
        Artifacts.WriteFile("failover", report);
        await File.WriteAllTextAsync(_build.ArtifactsDirectory / "failover.md", FailoverText.Markdown(report), cancellationToken);
    }

    /// <summary>Writes a failback's report as JSON and Markdown.</summary>
    public async Task WriteFailbackAsync(FailbackReport report, CancellationToken cancellationToken)
    {
        Artifacts.WriteFile("failback", report);
        await File.WriteAllTextAsync(_build.ArtifactsDirectory / "failback.md", FailbackText.Markdown(report), cancellationToken);
    }

    private RecoveryStore Drills => StoreOf(RecoveryStore.Drills);

    private RecoveryStore Failovers => StoreOf(RecoveryStore.Failovers);

    private RecoveryStore StoreOf(string kind) => new(Aws.CreateS3(), Backend.Bucket, _build.DeliveryEnvironment, kind);

    private TerraformStack RecoveredStackOf(RecoveryName name)
    {
        var stack = name.Purpose == RecoveryPurpose.Drill ? "drill" : "failover";
        return new TerraformStack(
            Terraform(stack), Backend, stack, name.Id, $"notejam/{_build.DeliveryEnvironment}/{stack}s",
            [$"-var=region={RequiredRegion}", $"-var=environment={_build.DeliveryEnvironment}", $"-var={stack}_id={name.Id}", $"-var-file={RecoveredValues}"], Root, known: null);
    }

    private string RecoveredValues => DataDirectory("recovered", RequiredRegion) + ".tfvars.json";

    private ManifestStore Manifests(AwsSession aws, string vaultName) =>
        new(aws.CreateS3(), BackendOf(aws.Region).Bucket, new ManifestSigner(aws.Keys, vaultName), _build.DeliveryEnvironment);
}
