using Amazon.Backup;
using Amazon.Backup.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup;

/// <summary>
/// A backup on demand: between two canaries, copied to the other region, with a manifest of what it must hold. A run that is killed
/// is gone on with: the job is asked for again by the same token, and what was seen before it is kept in the bucket.
/// </summary>
/// <param name="here">Manifests of the database's region.</param>
/// <param name="there">Manifests of the disaster-recovery region.</param>
/// <param name="live">Looks up the task definition that serves, and its image.</param>
public sealed class BackupStage(
    IAmazonBackup backup, DatabaseProbe probe, ManifestStore here, ManifestStore there, Func<InfraOutputs, CancellationToken, Task<LiveRelease>> live, TimeProvider time, IStageLog log)
{
    /// <summary>Knows this run, and tells of others.</summary>
    public RunPresence Runs { get; init; } = RunPresence.Here;

    /// <summary>Runs the stage.</summary>
    /// <param name="wait">Whether to wait for the copy and write the manifest; without, the next run does.</param>
    /// <exception cref="PipelineException">The database is not reachable, or a job did not complete.</exception>
    public async Task<StageResult<BackupResult>> RunAsync(InfraOutputs infra, BackupOutputs outputs, bool wait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var unfinished = await here.FindUnfinishedAsync(cancellationToken);
        if (unfinished is not null) log.Info($"going on with the backup that began after the canary of {unfinished.Canary.WrittenAt:u}, by {Runs.Describe(unfinished.Run)}");
        else unfinished = await BeginAsync(infra, outputs, cancellationToken);

        var job = await backup.StartBackupJobAsync(new StartBackupJobRequest
        {
            BackupVaultName = outputs.VaultName,
            ResourceArn = unfinished.DatabaseArn,
            IamRoleArn = outputs.BackupRoleArn,
            IdempotencyToken = unfinished.Token,
            StartWindowMinutes = 60,
            CompleteWindowMinutes = 360,
            Lifecycle = new Lifecycle { DeleteAfterDays = outputs.RetentionDays },
            RecoveryPointTags = new Dictionary<string, string> { ["Environment"] = infra.Environment, ["Canary"] = unfinished.Canary.Id.ToString(), ["Image"] = unfinished.Image[(unfinished.Image.LastIndexOf('@') + 1)..] },
        }, cancellationToken);
        if (!wait)
            return StageResult.Done(new BackupResult(job.BackupJobId, job.RecoveryPointArn, null, null, unfinished.Canary, null), $"backup job {job.BackupJobId} is under way; Backup without --no-wait follows it, copies it and writes its manifest");

        var began = time.GetUtcNow();
        try
        {
            return await FinishAsync(infra, outputs, unfinished, job, began, cancellationToken);
        }
        catch (BackupJobFailedException)
        {
            await here.EndAsync(cancellationToken);
            throw;
        }
    }

    private async Task<UnfinishedBackup> BeginAsync(InfraOutputs infra, BackupOutputs outputs, CancellationToken cancellationToken)
    {
        var release = await live(infra, cancellationToken);
        var canary = await probe.WriteCanaryAsync(infra, release.TaskDefinitionArn, "before backup", cancellationToken);
        log.Info($"canary {canary.Id} written at {canary.WrittenAt:u}");
        var inventory = await probe.TakeInventoryAsync(infra, release.TaskDefinitionArn, null, cancellationToken);
        log.Info($"{inventory.Tables.Count} tables with {inventory.Tables.Sum(table => table.Rows)} rows, schema {inventory.SchemaVersion}");
        var begun = new UnfinishedBackup(canary.Id.ToString("N"), outputs.DatabaseArns[0], release.Image, release.TaskDefinitionArn, canary, inventory, Runs.Self);
        await here.BeginAsync(begun, cancellationToken);
        return begun;
    }

    private async Task<StageResult<BackupResult>> FinishAsync(InfraOutputs infra, BackupOutputs outputs, UnfinishedBackup begun, StartBackupJobResponse job, DateTimeOffset began, CancellationToken cancellationToken)
    {
        var watch = new JobWatch(backup, time, log);
        var size = await watch.WaitForBackupAsync(job.BackupJobId, cancellationToken);
        var release = await live(infra, cancellationToken);
        var after = await probe.TakeInventoryAsync(infra, release.TaskDefinitionArn, null, cancellationToken);
        var canaryAfter = await probe.WriteCanaryAsync(infra, release.TaskDefinitionArn, "after backup", cancellationToken);
        var copyJob = await backup.StartCopyJobAsync(new StartCopyJobRequest
        {
            RecoveryPointArn = job.RecoveryPointArn,
            SourceBackupVaultName = outputs.VaultName,
            DestinationBackupVaultArn = outputs.RecoveryVaultArn,
            IamRoleArn = outputs.BackupRoleArn,
            IdempotencyToken = begun.Token,
            Lifecycle = new Lifecycle { DeleteAfterDays = outputs.CopyRetentionDays },
        }, cancellationToken);
        var copy = await watch.WaitForCopyAsync(copyJob.CopyJobId, cancellationToken);
        var manifest = new BackupManifest
        {
            Environment = infra.Environment,
            Region = infra.Region,
            DatabaseArn = begun.DatabaseArn,
            RecoveryPointArn = job.RecoveryPointArn,
            CopyArn = copy,
            Image = begun.Image,
            TaskDefinitionArn = begun.TaskDefinitionArn,
            Url = infra.Url,
            LoadBalancer = infra.LoadBalancer,
            CanaryBefore = begun.Canary,
            CanaryAfter = canaryAfter,
            Before = begun.Before,
            After = after,
        };
        // The copy's first: it is the one that counts when this region is lost.
        await there.WriteAsync(copy, manifest, cancellationToken);
        await here.WriteAsync(job.RecoveryPointArn, manifest, cancellationToken);
        await here.EndAsync(cancellationToken);
        return StageResult.Done(
            new BackupResult(job.BackupJobId, job.RecoveryPointArn, copy, size, begun.Canary, there.KeyOf(copy)),
            $"{size / 1048576.0:0.0} MiB backed up and copied to {outputs.RecoveryRegion} in {(time.GetUtcNow() - began).TotalSeconds:0} s; {Name(copy)} holds the canary of {begun.Canary.WrittenAt:u}");
    }

    private static string Name(string arn) => arn[(arn.LastIndexOf(':') + 1)..];
}
