using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Tools;
using RdsTag = Amazon.RDS.Model.Tag;

namespace Notejam.Pipeline.Recovery;

/// <summary>Restores a recovery point into a new instance, in the network that stands ready.</summary>
/// <param name="recovery">What the recovery's things are called, the instance among them, and by which tag they are known.</param>
internal sealed class DatabaseRestore(IAmazonBackup backup, IAmazonRDS rds, RecoveryName recovery, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly string[] Open = ["PENDING", "RUNNING"];

    // The plan of AWS Backup is of the primary region's database: what serves meanwhile is backed up by RDS itself.
    private const int BackupDaysOfWhatServes = 7;

    private readonly string name = recovery.ToString();

    /// <summary>Starts the restore, or finds the one that an earlier run has started, and waits until the database takes connections.</summary>
    /// <param name="attempt">How many restores have failed before: each is another job.</param>
    /// <exception cref="PipelineException">AWS Backup did not restore it; the message has its own words.</exception>
    public async Task<StepEnd<RestoredDatabase>> RunAsync(RecoveryOutputs standing, FoundPoint point, int attempt, CancellationToken cancellationToken)
    {
        var metadata = (await backup.GetRecoveryPointRestoreMetadataAsync(new GetRecoveryPointRestoreMetadataRequest { BackupVaultName = standing.VaultName, RecoveryPointArn = point.Arn }, cancellationToken)).RestoreMetadata;
        var job = await backup.StartRestoreJobAsync(new StartRestoreJobRequest
        {
            RecoveryPointArn = point.Arn,
            IamRoleArn = standing.RestoreRoleArn,
            ResourceType = "RDS",
            Metadata = RestoreMetadata.Of(metadata, standing, name, isProtected: recovery.Purpose == RecoveryPurpose.Failover),
            // The same drill, point and target is the same restore, however often it is asked for.
            IdempotencyToken = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name} {point.Arn}{(attempt == 0 ? "" : $" {attempt}")}")))[..36],
        }, cancellationToken);
        var arn = await WaitAsync(job.RestoreJobId, cancellationToken);
        // AWS Backup makes it without tags.
        await TagAsync(arn, cancellationToken);
        var instance = await ReadAsync(cancellationToken);
        return new StepEnd<RestoredDatabase>(
            new RestoredDatabase(instance.DBInstanceIdentifier, instance.DBInstanceArn, instance.Endpoint.Address, instance.Endpoint.Port ?? 0, instance.DBName, instance.MasterUsername, job.RestoreJobId),
            $"{instance.DBInstanceIdentifier} is available (restore job {job.RestoreJobId}, PostgreSQL {instance.EngineVersion}, {instance.DBInstanceClass})",
            InstanceChecks.Settings(instance, standing, point));
    }

    /// <summary>Sets the master user's password to what the region's own secret holds: the one of the snapshot's day may be another, and nobody may know it.</summary>
    /// <exception cref="PipelineException">The secret is not readable as such.</exception>
    public async Task<StepEnd<string>> SetPasswordAsync(RestoredDatabase database, string secretName, string secret, CancellationToken cancellationToken)
    {
        await WaitUntilSettledAsync(cancellationToken);
        await rds.ModifyDBInstanceAsync(new ModifyDBInstanceRequest
        {
            DBInstanceIdentifier = database.Identifier,
            MasterUserPassword = DatabaseSecret.PasswordOf(secretName, secret),
            BackupRetentionPeriod = recovery.Purpose == RecoveryPurpose.Failover ? BackupDaysOfWhatServes : null,
            ApplyImmediately = true,
        }, cancellationToken);
        await WaitUntilSettledAsync(cancellationToken);
        return new StepEnd<string>(database.MasterUsername, $"the password of {database.MasterUsername} is that of {secretName}");
    }

    private async Task<string> WaitAsync(string jobId, CancellationToken cancellationToken)
    {
        var said = "";
        var isTagged = false;
        while (true)
        {
            var job = await backup.DescribeRestoreJobAsync(new DescribeRestoreJobRequest { RestoreJobId = jobId }, cancellationToken);
            if (job.Status.Value != said) log.Info($"restore job {jobId}: {said = job.Status.Value}");
            if (job.Status == RestoreJobStatus.COMPLETED) return job.CreatedResourceArn;
            if (!Open.Contains(job.Status.Value)) throw new PipelineException($"The restore job {jobId} ended as {job.Status}: {job.StatusMessage ?? "AWS Backup gives no reason"}", "What it names is what a real restore would fail by: correct it and run this again.");
            // As early as it can be: a teardown goes by the tag.
            if (!isTagged && job.CreatedResourceArn is { Length: > 0 } arn) isTagged = await TagAsync(arn, cancellationToken);
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task<bool> TagAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            await rds.AddTagsToResourceAsync(new AddTagsToResourceRequest { ResourceName = arn, Tags = [.. recovery.Tags.Select(tag => new RdsTag { Key = tag.Key, Value = tag.Value })] }, cancellationToken);
            return true;
        }
        catch (DBInstanceNotFoundException)
        {
            // AWS Backup knows its name before RDS does.
            return false;
        }
    }

    private async Task WaitUntilSettledAsync(CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is var instance && (instance.DBInstanceStatus != "available" || instance.PendingModifiedValues?.MasterUserPassword is not null))
            await Task.Delay(Interval, time, cancellationToken);
    }

    private async Task<DBInstance> ReadAsync(CancellationToken cancellationToken) =>
        (await rds.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { DBInstanceIdentifier = name }, cancellationToken)).DBInstances.Single();
}
