using Amazon.Backup;
using Amazon.Backup.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Backup;

/// <summary>Waits for backup and copy jobs; what is no known good end is a failure.</summary>
public sealed class JobWatch(IAmazonBackup backup, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan LongestJob = TimeSpan.FromHours(6);
    private static readonly string[] Open = ["CREATED", "PENDING", "RUNNING", "ABORTING"];

    /// <summary>Waits for a backup job.</summary>
    /// <exception cref="BackupJobFailedException">It did not complete; the message has AWS's own words.</exception>
    public Task<CompletedBackup> WaitForBackupAsync(string id, CancellationToken cancellationToken) => WaitAsync($"backup job {id}", async cancellation =>
    {
        var job = await backup.DescribeBackupJobAsync(new DescribeBackupJobRequest { BackupJobId = id }, cancellation);
        return (job.State.Value, job.StatusMessage, job.RecoveryPointArn is { Length: > 0 } arn ? new CompletedBackup(arn, job.BackupSizeInBytes ?? 0) : null);
    }, cancellationToken);

    /// <summary>Waits for a copy job.</summary>
    /// <returns>The copy's ARN.</returns>
    /// <exception cref="BackupJobFailedException">It did not complete; the message has AWS's own words.</exception>
    public Task<string> WaitForCopyAsync(string id, CancellationToken cancellationToken) => WaitAsync($"copy job {id}", async cancellation =>
    {
        var job = (await backup.DescribeCopyJobAsync(new DescribeCopyJobRequest { CopyJobId = id }, cancellation)).CopyJob;
        return (job.State.Value, job.StatusMessage, job.DestinationRecoveryPointArn is { Length: > 0 } arn ? arn : null);
    }, cancellationToken);

    private async Task<T> WaitAsync<T>(string name, Func<CancellationToken, Task<(string State, string? Message, T? Result)>> look, CancellationToken cancellationToken) where T : class
    {
        var said = "";
        var completed = await new Polling(time, log).FindAsync($"the {name}", LongestJob, async cancellation =>
        {
            var (state, message, result) = await look(cancellation);
            if (state != said) log.Info($"{name}: {said = state}");
            if (state == "COMPLETED") return result ?? throw new BackupJobFailedException($"The {name} is COMPLETED, and AWS Backup names no recovery point of it.");
            return Open.Contains(state) ? null : throw new BackupJobFailedException($"The {name} ended as {state}: {message ?? "AWS Backup gives no reason"}");
        }, cancellationToken);
        return completed ?? throw new PipelineException($"The {name} is {said} after {LongestJob.TotalHours} hours.", "It goes on; run this again to follow it.");
    }
}

/// <summary>What a backup job has made.</summary>
/// <param name="RecoveryPointArn">The recovery point.</param>
/// <param name="SizeBytes">Bytes backed up; 0 when AWS Backup does not tell, as of an RDS instance (botocore backup DescribeBackupJobOutput.BackupSizeInBytes).</param>
public sealed record CompletedBackup(string RecoveryPointArn, long SizeBytes);
