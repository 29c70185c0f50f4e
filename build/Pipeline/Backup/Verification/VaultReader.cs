using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>
/// Looks at the backups of one region. Reads only; lists are read page by page and kept as what the checks need of them: what is
/// of our databases in full, of what others keep there only whose it is.
/// </summary>
/// <param name="databases">Our databases.</param>
public sealed class VaultReader(IAmazonBackup backup, IAmazonKeyManagementService kms, string region, ProtectedDatabases databases)
{
    private const int PageSize = 1000;

    /// <summary>A vault with the recovery points of our databases. One that cannot be looked at says why.</summary>
    public async Task<ObservedVault> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var vault = await backup.DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = name }, cancellationToken);
            var found = vault.Locked == true ? new ObservedLock((int?)vault.MinRetentionDays, (int?)vault.MaxRetentionDays, vault.LockDate) : null;
            var policy = await ReadPolicyAsync(name, cancellationToken);
            var (points, others) = await ReadPointsAsync(name, cancellationToken);
            return new ObservedVault(region, null, vault.EncryptionKeyArn, found, policy, points) { Others = others };
        }
        catch (Exception exception) when (AwsFailure.Is(exception))
        {
            return new ObservedVault(region, exception.Message, null, null, null, []);
        }
    }

    /// <summary>Backup jobs since a time; none when the region cannot be reached.</summary>
    public Task<ObservedJobs> ReadBackupJobsAsync(string vaultName, DateTimeOffset since, CancellationToken cancellationToken) => ReadAsync(
        backup.Paginators.ListBackupJobs(new ListBackupJobsRequest { ByBackupVaultName = vaultName, ByCreatedAfter = since.UtcDateTime, MaxResults = PageSize }).BackupJobs,
        job => (job.ResourceArn, job.ResourceType),
        job => new ObservedJob(job.BackupJobId, job.State.Value, job.StatusMessage, job.CreationDate ?? default, job.RecoveryPointArn, null, job.CreatedBy?.BackupRuleName), cancellationToken);

    /// <summary>Copy jobs into another vault since a time; none when the region cannot be reached.</summary>
    public Task<ObservedJobs> ReadCopyJobsAsync(string destinationVaultArn, DateTimeOffset since, CancellationToken cancellationToken) => ReadAsync(
        backup.Paginators.ListCopyJobs(new ListCopyJobsRequest { ByDestinationVaultArn = destinationVaultArn, ByCreatedAfter = since.UtcDateTime, MaxResults = PageSize }).CopyJobs,
        job => (job.ResourceArn, job.ResourceType),
        job => new ObservedJob(job.CopyJobId, job.State.Value, job.StatusMessage, job.CreationDate ?? default, job.SourceRecoveryPointArn, job.DestinationRecoveryPointArn, job.CreatedBy?.BackupRuleName), cancellationToken);

    /// <summary>AWS's newest restore test of some recovery points that is over; null when there was none.</summary>
    /// <param name="points">Their ARNs: a test of what others keep here proves nothing of ours.</param>
    public async Task<ObservedProof?> FindRestoreTestAsync(IReadOnlySet<string> points, CancellationToken cancellationToken)
    {
        RestoreJobsListMember? newest = null;
        try
        {
            // AWS promises no order (botocore backup ListRestoreJobs): the newest is told by its date.
            await foreach (var job in backup.Paginators.ListRestoreJobs(new ListRestoreJobsRequest { MaxResults = PageSize }).RestoreJobs.WithCancellation(cancellationToken))
                if (job.CreatedBy?.RestoreTestingPlanArn is not null && job.CompletionDate is { } at && points.Contains(job.RecoveryPointArn) && !(at <= newest?.CompletionDate)) newest = job;
        }
        catch (Exception exception) when (AwsFailure.Is(exception))
        {
            return new ObservedProof(default, false, exception.Message);
        }

        return newest is null
            ? null
            : new ObservedProof(newest.CompletionDate!.Value, newest.Status == RestoreJobStatus.COMPLETED && newest.ValidationStatus != RestoreValidationStatus.FAILED,
                $"restore job {newest.RestoreJobId} {newest.Status}{(newest.ValidationStatus is { } validation ? $", validation {validation}" : "")}{(newest.StatusMessage is { } message ? $": {message}" : "")}");
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

    private async Task<(IReadOnlyList<ObservedPoint> Points, IReadOnlyList<string> Others)> ReadPointsAsync(string name, CancellationToken cancellationToken)
    {
        var (points, others) = (new List<ObservedPoint>(), new List<string>());
        // Thousands of points share a few resources, keys and rules: each text is kept once.
        var texts = new HashSet<string>(StringComparer.Ordinal);
        string Once(string text) => texts.TryGetValue(text, out var kept) || !texts.Add(text) ? kept! : text;
        var request = new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = name, MaxResults = PageSize };
        await foreach (var point in backup.Paginators.ListRecoveryPointsByBackupVault(request).RecoveryPoints.WithCancellation(cancellationToken))
        {
            if (!databases.Contain(point.ResourceArn, point.ResourceType)) others.Add(Once(databases.NameOther(point.ResourceArn, point.ResourceType)));
            else points.Add(new ObservedPoint(
                point.RecoveryPointArn, Once(point.Status?.Value ?? ""), point.CreationDate ?? default, (int?)point.Lifecycle?.DeleteAfterDays, point.CalculatedLifecycle?.DeleteAt,
                point.BackupSizeInBytes ?? 0, point.EncryptionKeyArn is { } key ? Once(key) : null, Once(point.ResourceArn), point.CreatedBy?.BackupRuleName is { } rule ? Once(rule) : null));
        }

        return (points, others);
    }

    private async Task<ObservedJobs> ReadAsync<T>(IPaginatedEnumerable<T> jobs, Func<T, (string? Arn, string? Type)> resourceOf, Func<T, ObservedJob> read, CancellationToken cancellationToken)
    {
        var (found, others) = (new List<ObservedJob>(), new List<string>());
        try
        {
            await foreach (var job in jobs.WithCancellation(cancellationToken))
            {
                var (arn, type) = resourceOf(job);
                if (databases.Contain(arn, type)) found.Add(read(job));
                else others.Add(databases.NameOther(arn, type));
            }
        }
        catch (Exception exception) when (AwsFailure.Is(exception))
        {
            // The vault says that the region cannot be reached.
        }

        return new ObservedJobs([.. found.OrderByDescending(job => job.CreatedAt)], others);
    }
}
