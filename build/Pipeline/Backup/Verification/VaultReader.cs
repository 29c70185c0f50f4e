using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>Looks at the backups of one region. Reads only; lists are read page by page and kept as what the checks need of them.</summary>
public sealed class VaultReader(IAmazonBackup backup, IAmazonKeyManagementService kms, string region)
{
    private const int PageSize = 1000;

    /// <summary>A vault with all that is in it. One that cannot be looked at says why.</summary>
    public async Task<ObservedVault> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var vault = await backup.DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = name }, cancellationToken);
            var found = vault.Locked == true ? new ObservedLock((int?)vault.MinRetentionDays, (int?)vault.MaxRetentionDays, vault.LockDate) : null;
            return new ObservedVault(region, null, vault.EncryptionKeyArn, found, await ReadPolicyAsync(name, cancellationToken), await ReadPointsAsync(name, cancellationToken));
        }
        catch (Exception exception) when (AwsFailure.Is(exception))
        {
            return new ObservedVault(region, exception.Message, null, null, null, []);
        }
    }

    /// <summary>Backup jobs since a time, newest first; none when the region cannot be reached.</summary>
    public Task<IReadOnlyList<ObservedJob>> ReadBackupJobsAsync(string vaultName, DateTimeOffset since, CancellationToken cancellationToken) => ReadAsync(
        backup.Paginators.ListBackupJobs(new ListBackupJobsRequest { ByBackupVaultName = vaultName, ByCreatedAfter = since.UtcDateTime, MaxResults = PageSize }).BackupJobs,
        job => new ObservedJob(job.BackupJobId, job.State.Value, job.StatusMessage, job.CreationDate ?? default, job.RecoveryPointArn, null, job.CreatedBy?.BackupRuleName), cancellationToken);

    /// <summary>Copy jobs into another vault since a time, newest first; none when the region cannot be reached.</summary>
    public Task<IReadOnlyList<ObservedJob>> ReadCopyJobsAsync(string destinationVaultArn, DateTimeOffset since, CancellationToken cancellationToken) => ReadAsync(
        backup.Paginators.ListCopyJobs(new ListCopyJobsRequest { ByDestinationVaultArn = destinationVaultArn, ByCreatedAfter = since.UtcDateTime, MaxResults = PageSize }).CopyJobs,
        job => new ObservedJob(job.CopyJobId, job.State.Value, job.StatusMessage, job.CreationDate ?? default, job.SourceRecoveryPointArn, job.DestinationRecoveryPointArn, job.CreatedBy?.BackupRuleName), cancellationToken);

    /// <summary>AWS's newest restore test that is over; null when there was none.</summary>
    public async Task<ObservedProof?> FindRestoreTestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var job in backup.Paginators.ListRestoreJobs(new ListRestoreJobsRequest { MaxResults = PageSize }).RestoreJobs.WithCancellation(cancellationToken))
                if (job.CreatedBy?.RestoreTestingPlanArn is not null && job.CompletionDate is { } at)
                    return new ObservedProof(at, job.Status == RestoreJobStatus.COMPLETED && job.ValidationStatus != RestoreValidationStatus.FAILED,
                        $"restore job {job.RestoreJobId} {job.Status}{(job.ValidationStatus is { } validation ? $", validation {validation}" : "")}{(job.StatusMessage is { } message ? $": {message}" : "")}");
        }
        catch (Exception exception) when (AwsFailure.Is(exception))
        {
            return new ObservedProof(default, false, exception.Message);
        }

        return null;
    }

    /// <summary>A key's state.</summary>
    public async Task<ObservedKey> ReadKeyAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var key = (await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = arn }, cancellationToken)).KeyMetadata;
            return new ObservedKey(key.KeyState.Value, key.KeyManager == KeyManagerType.CUSTOMER);
        }
        catch (Exception exception) when (AwsFailure.Is(exception))
        {
            return new ObservedKey(exception.Message, false);
        }
    }

    private async Task<string?> ReadPolicyAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await backup.GetBackupVaultAccessPolicyAsync(new GetBackupVaultAccessPolicyRequest { BackupVaultName = name }, cancellationToken)).Policy;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<ObservedPoint>> ReadPointsAsync(string name, CancellationToken cancellationToken)
    {
        var points = new List<ObservedPoint>();
        // Thousands of points share a few resources, keys and rules: each text is kept once.
        var texts = new HashSet<string>(StringComparer.Ordinal);
        string Once(string text) => texts.TryGetValue(text, out var kept) || !texts.Add(text) ? kept! : text;
        var request = new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = name, MaxResults = PageSize };
        await foreach (var point in backup.Paginators.ListRecoveryPointsByBackupVault(request).RecoveryPoints.WithCancellation(cancellationToken))
            points.Add(new ObservedPoint(
                point.RecoveryPointArn, Once(point.Status?.Value ?? ""), point.CreationDate ?? default, (int?)point.Lifecycle?.DeleteAfterDays, point.CalculatedLifecycle?.DeleteAt,
                point.BackupSizeInBytes ?? 0, point.EncryptionKeyArn is { } key ? Once(key) : null, Once(point.ResourceArn), point.CreatedBy?.BackupRuleName is { } rule ? Once(rule) : null));
        return points;
    }

    private static async Task<IReadOnlyList<ObservedJob>> ReadAsync<T>(IPaginatedEnumerable<T> jobs, Func<T, ObservedJob> read, CancellationToken cancellationToken)
    {
        var found = new List<ObservedJob>();
        try
        {
            await foreach (var job in jobs.WithCancellation(cancellationToken)) found.Add(read(job));
        }
        catch (Exception exception) when (AwsFailure.Is(exception))
        {
            // The vault says that the region cannot be reached.
        }

        return [.. found.OrderByDescending(job => job.CreatedAt)];
    }
}
