using Amazon.Backup;
using Amazon.Backup.Model;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>
/// Empties a backup vault: AWS deletes none that holds recovery points, and a deletion that it has accepted may still fail later. Only
/// what is ours is deleted; what others keep in the vault keeps it, and the run ends with their names.
/// </summary>
/// <param name="databases">The databases whose recovery points are deleted.</param>
internal sealed class VaultSweep(IAmazonBackup backup, string region, DestroyedDatabases databases, TimeProvider time, IStageLog log)
{
    private static readonly Pace Looks = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));

    // Deleting a snapshot of a large database takes minutes.
    private static readonly TimeSpan LongestDeletion = TimeSpan.FromMinutes(30);

    /// <summary>What a vault holds of others, by resource and recovery point; null when it holds nothing of theirs.</summary>
    public async Task<string?> DescribeOthersAsync(string vault, CancellationToken cancellationToken) => DescribeOthers(vault, await ListAsync(vault, cancellationToken));

    /// <summary>Why the vault's policy lets a caller delete nothing; null when it does not say so, or cannot be read.</summary>
    public async Task<PipelineException?> FindObjectionAsync(string vault, string caller, CancellationToken cancellationToken)
    {
        try
        {
            var policy = (await backup.GetBackupVaultAccessPolicyAsync(new GetBackupVaultAccessPolicyRequest { BackupVaultName = vault }, cancellationToken)).Policy;
            return VaultGuardians.FindObjection(vault, region, policy, caller);
        }
        catch (AmazonBackupException exception) when (AwsFailure.IsRefusal(exception))
        {
            // No policy, or none that this caller may read: the deletion itself will say.
            return null;
        }
    }

    /// <summary>Refuses to destroy what would take others' recovery points along.</summary>
    /// <param name="others">What each vault holds of them.</param>
    public static PipelineException Refuse(IReadOnlyCollection<string> others) => new(
        string.Join('\n', others),
        "Its owners copy it into a vault of their own (aws backup start-copy-job) and delete it here (aws backup delete-recovery-point). Then run Destroy again.");

    /// <summary>Deletes our recovery points of a vault and waits until it is empty.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="PipelineException">Some could not be deleted, are still there after half an hour, or are somebody else's; they are named.</exception>
    public async Task<int> EmptyAsync(string vault, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var refusals = new Dictionary<string, string>(StringComparer.Ordinal);
        List<RecoveryPointByBackupVault> all = [];
        await new Polling(time, log) { Pace = Looks }.UntilAsync($"the vault {vault} in {region}", LongestDeletion, async cancellation =>
        {
            all = await ListAsync(vault, cancellation);
            var left = all.Where(IsOurs).ToList();
            // What others have put there since it was looked.
            if (left.Count == 0) return all.Count > 0 && DescribeOthers(vault, all) is { } others ? throw Refuse([others]) : all.Count == 0;
            if (seen.Count == 0) log.Info($"{region}: deleting {left.Count} recovery points of the vault {vault}");
            seen.UnionWith(left.Select(point => point.RecoveryPointArn));
            // Also those that were to be deleted before: an accepted deletion is no deletion yet.
            foreach (var point in left.Where(point => point.Status != RecoveryPointStatus.DELETING))
                await DeleteAsync(vault, point.RecoveryPointArn, refusals, cancellation);
            return left.All(point => refusals.ContainsKey(point.RecoveryPointArn));
        }, cancellationToken);
        return all.Count == 0
            ? seen.Count
            : throw new PipelineException(
                $"The vault {vault} in {region} still holds {all.Count} recovery points:\n{string.Join('\n', all.Select(point => $"  {point.RecoveryPointArn} ({point.Status}){Refusal(refusals, point.RecoveryPointArn)}"))}",
                "The vault's lock or access policy may forbid it: run this with a role that may delete backups, or wait until their retention has ended.");
    }

    private bool IsOurs(RecoveryPointByBackupVault point) => databases.Contain(point.ResourceArn, point.ResourceType);

    private string? DescribeOthers(string vault, IEnumerable<RecoveryPointByBackupVault> points)
    {
        // One that is being deleted goes by itself.
        var others = points.Where(point => !IsOurs(point) && point.Status != RecoveryPointStatus.DELETING).GroupBy(point => point.ResourceArn).ToList();
        return others.Count == 0 ? null : $"The vault {vault} in {region} also holds what is not of this environment:\n{string.Join('\n', others.Select(resource => $"  {OtherResources.Count([.. resource.Select(point => point.ResourceArn)], "recovery point")}: {CopyChecks.Some([.. resource.Select(point => point.RecoveryPointArn)])}"))}";
    }

    private async Task DeleteAsync(string vault, string arn, Dictionary<string, string> refusals, CancellationToken cancellationToken)
    {
        try
        {
            await backup.DeleteRecoveryPointAsync(new DeleteRecoveryPointRequest { BackupVaultName = vault, RecoveryPointArn = arn }, cancellationToken);
            refusals.Remove(arn);
        }
        catch (Amazon.Backup.Model.ResourceNotFoundException)
        {
            // Gone meanwhile.
        }
        catch (InvalidResourceStateException)
        {
            // "Backup is already performing an action on this recovery point": looked at again.
            refusals.Remove(arn);
        }
        catch (AmazonBackupException exception) when (AwsFailure.IsRefusal(exception))
        {
            refusals[arn] = exception.Message;
        }
    }

    private async Task<List<RecoveryPointByBackupVault>> ListAsync(string vault, CancellationToken cancellationToken)
    {
        var found = new List<RecoveryPointByBackupVault>();
        var request = new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = vault };
        do
        {
            ListRecoveryPointsByBackupVaultResponse page;
            try
            {
                page = await backup.ListRecoveryPointsByBackupVaultAsync(request, cancellationToken);
            }
            catch (Amazon.Backup.Model.ResourceNotFoundException)
            {
                return [];
            }

            found.AddRange(page.RecoveryPoints ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return found;
    }

    private static string Refusal(Dictionary<string, string> refusals, string arn) => refusals.TryGetValue(arn, out var text) ? $": {text}" : "";
}
