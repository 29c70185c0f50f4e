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
using Notejam.Pipeline.Tools.Waiting;
using RdsTag = Amazon.RDS.Model.Tag;

namespace Notejam.Pipeline.Recovery;

/// <summary>Restores a recovery point into a new instance, in the network that stands ready.</summary>
/// <param name="recovery">What the recovery's things are called, the instance among them, and by which tag they are known.</param>
internal sealed class DatabaseRestore(IAmazonBackup backup, IAmazonRDS rds, RecoveryName recovery, TimeProvider time, IStageLog log)
{
    private static readonly string[] Open = ["PENDING", "RUNNING"];

    // A large database is available long before all of it was fetched; a change of its password takes minutes.
    private static readonly TimeSpan LongestRestore = TimeSpan.FromHours(4);
    private static readonly TimeSpan LongestChange = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(30);

    // The plan of AWS Backup is of the primary region's database: what serves meanwhile is backed up by RDS itself.
    private const int BackupDaysOfWhatServes = 7;

    private readonly string name = recovery.ToString();
    private readonly Polling polling = new(time, log) { Pace = Pace.Slow };

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
        await WaitAsync(job.RestoreJobId, cancellationToken);
        var instance = await WaitUntilSettledAsync(cancellationToken);
        // AWS Backup makes it without tags.
        await TagAsync(instance.DBInstanceArn, cancellationToken);
        return new StepEnd<RestoredDatabase>(
            new RestoredDatabase(instance.DBInstanceIdentifier, instance.DBInstanceArn, instance.Endpoint.Address, instance.Endpoint.Port ?? 0, instance.DBName, instance.MasterUsername, job.RestoreJobId),
            $"{instance.DBInstanceIdentifier} is available (restore job {job.RestoreJobId}, PostgreSQL {instance.EngineVersion}, {instance.DBInstanceClass})",
            InstanceChecks.Settings(instance, standing, point).Deciding());
    }

    /// <summary>Sets the master user's password to what the region's own secret holds: the one of the snapshot's day may be another, and nobody may know it.</summary>
    /// <exception cref="PipelineException">The secret is not readable as such.</exception>
    public async Task<StepEnd<string>> SetPasswordAsync(RestoredDatabase database, string secretName, string secret, CancellationToken cancellationToken)
    {
        var password = DatabaseSecret.PasswordOf(secretName, secret);
        if (!await polling.UntilAsync($"the database {name}", LongestChange, async cancellation => IsSettled(await FindAsync(cancellation)) && await TryChangeAsync(database.Identifier, password, cancellation), cancellationToken))
            throw Unsettled(await FindAsync(cancellationToken));
        await WaitUntilSettledAsync(cancellationToken);
        return new StepEnd<string>(database.MasterUsername, $"the password of {database.MasterUsername} is that of {secretName}");
    }

    /// <summary>
    /// Waits for restores that a killed run has left under way, and marks what they have made: a teardown goes by the tag, which a run
    /// sets only when AWS Backup tells of the instance. The name is the recovery's own; who has tags of his own there is left alone.
    /// </summary>
    /// <param name="point">The recovery point that was restored.</param>
    public async Task SettleAsync(string point, CancellationToken cancellationToken)
    {
        var said = false;
        var isOver = await polling.UntilAsync($"the restores of {name}", LongestEnd, async cancellation =>
        {
            if (await FindOpenAsync(point, cancellation) is not { } job) return true;
            if (!said) log.Info($"restore job {job} is under way: waiting for its end, to delete what it makes");
            said = true;
            return false;
        }, cancellationToken);
        if (!isOver) log.Warn($"a restore of {name} has not ended after {LongestEnd.TotalMinutes} minutes: run this again to delete what it makes");
        if (await FindAsync(cancellationToken) is { } made && !(made.TagList ?? []).Exists(tag => !tag.Key.StartsWith("aws:", StringComparison.Ordinal))) await TagAsync(made.DBInstanceArn, cancellationToken);
    }

    private async Task<string?> FindOpenAsync(string point, CancellationToken cancellationToken)
    {
        await foreach (var job in backup.Paginators.ListRestoreJobs(new ListRestoreJobsRequest()).RestoreJobs.WithCancellation(cancellationToken))
            // What it makes may not be known yet: of this very point, it counts as ours.
            if (job.RecoveryPointArn == point && Open.Contains(job.Status?.Value) && (job.CreatedResourceArn is not { Length: > 0 } arn || arn.EndsWith(":" + name, StringComparison.Ordinal))) return job.RestoreJobId;
        return null;
    }

    private async Task WaitAsync(string jobId, CancellationToken cancellationToken)
    {
        var said = "";
        var isTagged = false;
        var isComplete = await polling.UntilAsync($"restore job {jobId}", LongestRestore, async cancellation =>
        {
            var job = await backup.DescribeRestoreJobAsync(new DescribeRestoreJobRequest { RestoreJobId = jobId }, cancellation);
            if (job.Status.Value != said) log.Info($"restore job {jobId}: {said = job.Status.Value}");
            if (job.Status == RestoreJobStatus.COMPLETED) return true;
            if (!Open.Contains(job.Status.Value)) throw new PipelineException($"The restore job {jobId} ended as {job.Status}: {job.StatusMessage ?? "AWS Backup gives no reason"}", "What it names is what a real restore would fail by: correct it and run this again.");
            // As early as it can be: a teardown goes by the tag.
            if (!isTagged && job.CreatedResourceArn is { Length: > 0 } arn) isTagged = await TagAsync(arn, cancellation);
            return false;
        }, cancellationToken);
        if (!isComplete) throw new PipelineException($"The restore job {jobId} is {said} after {LongestRestore.TotalHours} hours.", "It goes on: run this again to follow it.");
    }

    private async Task<bool> TagAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            await rds.AddTagsToResourceAsync(new AddTagsToResourceRequest { ResourceName = arn, Tags = [.. recovery.Tags.Select(tag => new RdsTag { Key = tag.Key, Value = tag.Value })] }, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is DBInstanceNotFoundException or InvalidDBInstanceStateException)
        {
            // AWS Backup knows its name before RDS does.
            return false;
        }
    }

    private async Task<bool> TryChangeAsync(string identifier, string password, CancellationToken cancellationToken)
    {
        try
        {
            await rds.ModifyDBInstanceAsync(new ModifyDBInstanceRequest
            {
                DBInstanceIdentifier = identifier,
                MasterUserPassword = password,
                BackupRetentionPeriod = recovery.Purpose == RecoveryPurpose.Failover ? BackupDaysOfWhatServes : null,
                ApplyImmediately = true,
            }, cancellationToken);
            return true;
        }
        catch (InvalidDBInstanceStateException)
        {
            // It was available when it was looked at; RDS may have begun a backup of it.
            return false;
        }
    }

    private async Task<DBInstance> WaitUntilSettledAsync(CancellationToken cancellationToken)
    {
        DBInstance? instance = null;
        return await polling.UntilAsync($"the database {name}", LongestChange, async cancellation => IsSettled(instance = await FindAsync(cancellation)), cancellationToken) ? instance! : throw Unsettled(instance);
    }

    private static bool IsSettled(DBInstance? instance) => instance is { DBInstanceStatus: "available", Endpoint: not null, PendingModifiedValues: null or { MasterUserPassword: null } };

    private PipelineException Unsettled(DBInstance? instance) => new(
        $"The database {name} is {instance?.DBInstanceStatus ?? "not there"} after {LongestChange.TotalHours} hour.", $"Look at it (aws rds describe-events --source-type db-instance --source-identifier {name}), then run this again.");

    private async Task<DBInstance?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await rds.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { DBInstanceIdentifier = name }, cancellationToken)).DBInstances?.FirstOrDefault();
        }
        catch (DBInstanceNotFoundException)
        {
            return null;
        }
    }
}
