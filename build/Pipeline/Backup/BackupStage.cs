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
        var unfinished = await FindUnfinishedAsync(cancellationToken) ?? await BeginAsync(infra, outputs, cancellationToken);
        var job = unfinished.JobId ?? await StartAsync(infra, outputs, unfinished, cancellationToken);
        if (!wait)
            return StageResult.Done(new BackupResult(job, null, null, null, unfinished.Canary, null), $"backup job {job} is under way; Backup without --no-wait follows it, copies it and writes its manifest");

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

    /// <summary>A backup that a run has begun and not ended, if it can be gone on with.</summary>
    private async Task<UnfinishedBackup?> FindUnfinishedAsync(CancellationToken cancellationToken)
    {
        if (await here.FindUnfinishedAsync(cancellationToken) is not { } unfinished) return null;
        var began = $"the backup that began after the canary of {unfinished.Canary.WrittenAt:u}, by {Runs.Describe(unfinished.Run)}";
        if (unfinished.JobId is null || await ExistsAsync(unfinished.JobId, cancellationToken))
        {
            log.Info($"going on with {began}");
            return unfinished;
        }

        log.Warn($"{began}, is not gone on with: AWS Backup does not know its job {unfinished.JobId} any more; beginning anew");
        await here.EndAsync(cancellationToken);
        return null;
    }

    private async Task<bool> ExistsAsync(string jobId, CancellationToken cancellationToken)
    {
        try
        {
            await backup.DescribeBackupJobAsync(new DescribeBackupJobRequest { BackupJobId = jobId }, cancellationToken);
            return true;
        }
        catch (Amazon.Backup.Model.ResourceNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Starts the job, or finds the one that was started by the same token. Its answer names no recovery point: only those of EFS and DynamoDB do.</summary>
    private async Task<string> StartAsync(InfraOutputs infra, BackupOutputs outputs, UnfinishedBackup unfinished, CancellationToken cancellationToken)
    {
        try
        {
            var job = (await backup.StartBackupJobAsync(new StartBackupJobRequest
            {
                BackupVaultName = outputs.VaultName,
                ResourceArn = unfinished.DatabaseArn,
                IamRoleArn = outputs.BackupRoleArn,
                IdempotencyToken = unfinished.Token,
                StartWindowMinutes = 60,
                CompleteWindowMinutes = 360,
                Lifecycle = new Lifecycle { DeleteAfterDays = outputs.RetentionDays },
                RecoveryPointTags = new Dictionary<string, string> { ["Environment"] = infra.Environment, ["Canary"] = unfinished.Canary.Id.ToString(), ["Image"] = unfinished.Image[(unfinished.Image.LastIndexOf('@') + 1)..] },
            }, cancellationToken)).BackupJobId;
            // By its id it is found again when the token is not known any more, or the request would be another one today.
            await here.NoteAsync(unfinished with { JobId = job }, cancellationToken);
            return job;
        }
        catch (AmazonBackupException refused) when (IsForGood(refused))
        {
            // Nothing was begun: the same request would be refused again, whoever runs it.
            await here.EndAsync(cancellationToken);
            throw;
        }
    }

    // Rights and quotas are given, and the same request is granted then.
    private static bool IsForGood(AmazonBackupException refused) => refused is Amazon.Backup.Model.ResourceNotFoundException or InvalidParameterValueException or MissingParameterValueException or InvalidRequestException;

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

    private async Task<StageResult<BackupResult>> FinishAsync(InfraOutputs infra, BackupOutputs outputs, UnfinishedBackup begun, string jobId, DateTimeOffset began, CancellationToken cancellationToken)
    {
        var watch = new JobWatch(backup, time, log);
        var completed = await watch.WaitForBackupAsync(jobId, cancellationToken);
        var point = completed.RecoveryPointArn;
        var release = await live(infra, cancellationToken);
        var after = await probe.TakeInventoryAsync(infra, release.TaskDefinitionArn, null, cancellationToken);
        var canaryAfter = await probe.WriteCanaryAsync(infra, release.TaskDefinitionArn, "after backup", cancellationToken);
        var copy = await watch.WaitForCopyAsync(await StartCopyAsync(outputs, begun, point, cancellationToken), cancellationToken);
        var manifest = new BackupManifest
        {
            Environment = infra.Environment,
            Region = infra.Region,
            DatabaseArn = begun.DatabaseArn,
            RecoveryPointArn = point,
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
        await here.WriteAsync(point, manifest, cancellationToken);
        await here.EndAsync(cancellationToken);
        long? size = completed.SizeBytes > 0 ? completed.SizeBytes : null;
        return StageResult.Done(
            new BackupResult(jobId, point, copy, size, begun.Canary, there.KeyOf(copy)),
            $"{(size is null ? "" : $"{size / 1048576.0:0.0} MiB ")}backed up and copied to {outputs.RecoveryRegion} in {(time.GetUtcNow() - began).TotalSeconds:0} s; {Name(copy)} holds the canary of {begun.Canary.WrittenAt:u}");
    }

    private async Task<string> StartCopyAsync(BackupOutputs outputs, UnfinishedBackup begun, string recoveryPointArn, CancellationToken cancellationToken)
    {
        try
        {
            return (await backup.StartCopyJobAsync(new StartCopyJobRequest
            {
                RecoveryPointArn = recoveryPointArn,
                SourceBackupVaultName = outputs.VaultName,
                DestinationBackupVaultArn = outputs.RecoveryVaultArn,
                IamRoleArn = outputs.BackupRoleArn,
                IdempotencyToken = begun.Token,
                Lifecycle = new Lifecycle { DeleteAfterDays = outputs.CopyRetentionDays },
            }, cancellationToken)).CopyJobId;
        }
        catch (AmazonBackupException refused) when (IsForGood(refused))
        {
            // The recovery point may have been deleted, or a lock may allow no such retention: going on with it would end here again and again.
            throw new BackupJobFailedException($"AWS Backup does not copy {Name(recoveryPointArn)}: {refused.ErrorCode}: {refused.Message}", refused);
        }
    }

    private static string Name(string arn) => arn[(arn.LastIndexOf(':') + 1)..];
}
