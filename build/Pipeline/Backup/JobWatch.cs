using Amazon.Backup;
using Amazon.Backup.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup;

/// <summary>Waits for backup and copy jobs; what is no known good end is a failure.</summary>
public sealed class JobWatch(IAmazonBackup backup, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestJob = TimeSpan.FromHours(6);
    private static readonly string[] Open = ["CREATED", "PENDING", "RUNNING", "ABORTING"];

    /// <summary>Waits for a backup job.</summary>
    /// <returns>Bytes backed up.</returns>
    /// <exception cref="BackupJobFailedException">It did not complete; the message has AWS's own words.</exception>
    public Task<long> WaitForBackupAsync(string id, CancellationToken cancellationToken) => WaitAsync($"backup job {id}", async () =>
    {
        var job = await backup.DescribeBackupJobAsync(new DescribeBackupJobRequest { BackupJobId = id }, cancellationToken);
        return (job.State.Value, job.StatusMessage, job.BackupSizeInBytes ?? 0);
    }, cancellationToken);

    /// <summary>Waits for a copy job.</summary>
    /// <returns>The copy's ARN.</returns>
    /// <exception cref="BackupJobFailedException">It did not complete; the message has AWS's own words.</exception>
    public Task<string> WaitForCopyAsync(string id, CancellationToken cancellationToken) => WaitAsync($"copy job {id}", async () =>
    {
        var job = (await backup.DescribeCopyJobAsync(new DescribeCopyJobRequest { CopyJobId = id }, cancellationToken)).CopyJob;
        return (job.State.Value, job.StatusMessage, job.DestinationRecoveryPointArn);
    }, cancellationToken);

    private async Task<T> WaitAsync<T>(string name, Func<Task<(string State, string? Message, T Result)>> look, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + LongestJob;
        var said = "";
        while (true)
        {
            var (state, message, result) = await look();
            if (state != said) log.Info($"{name}: {said = state}");
            if (state == "COMPLETED") return result;
            if (!Open.Contains(state)) throw new BackupJobFailedException($"The {name} ended as {state}: {message ?? "AWS Backup gives no reason"}");
            if (time.GetUtcNow() >= deadline) throw new PipelineException($"The {name} is {state} after {LongestJob.TotalHours} hours.", "It goes on; run this again to follow it.");
            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
