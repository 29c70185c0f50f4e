using Amazon.Backup;
using Amazon.Backup.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>Empties a backup vault: AWS deletes none that holds recovery points, and a deletion that it has accepted may still fail later.</summary>
public sealed class VaultSweep(IAmazonBackup backup, string region, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Deleting a snapshot of a large database takes minutes.
    private static readonly TimeSpan LongestDeletion = TimeSpan.FromMinutes(30);

    /// <summary>Deletes all recovery points of a vault and waits until they are gone.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="PipelineException">Some could not be deleted, or are still there after half an hour; they are named.</exception>
    public async Task<int> EmptyAsync(string vault, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + LongestDeletion;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var refusals = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            var left = await ListAsync(vault, cancellationToken);
            if (left.Count == 0) return seen.Count;
            if (seen.Count == 0) log.Info($"{region}: deleting {left.Count} recovery points of the vault {vault}");
            seen.UnionWith(left.Select(point => point.RecoveryPointArn));
            // Also those that were to be deleted before: an accepted deletion is no deletion yet.
            foreach (var point in left.Where(point => point.Status != RecoveryPointStatus.DELETING))
                await DeleteAsync(vault, point.RecoveryPointArn, refusals, cancellationToken);
            if (refusals.Count > 0 && left.All(point => refusals.ContainsKey(point.RecoveryPointArn)) || time.GetUtcNow() > deadline)
                throw new PipelineException(
                    $"The vault {vault} in {region} still holds {left.Count} recovery points:\n{string.Join('\n', left.Select(point => $"  {point.RecoveryPointArn} ({point.Status}){Refusal(refusals, point.RecoveryPointArn)}"))}",
                    "The vault's lock or access policy may forbid it: run this with a role that may delete backups, or wait until their retention has ended.");
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task DeleteAsync(string vault, string arn, Dictionary<string, string> refusals, CancellationToken cancellationToken)
    {
        try
        {
            await backup.DeleteRecoveryPointAsync(new DeleteRecoveryPointRequest { BackupVaultName = vault, RecoveryPointArn = arn }, cancellationToken);
            refusals.Remove(arn);
        }
        catch (ResourceNotFoundException)
        {
            // Gone meanwhile.
        }
        catch (AmazonBackupException exception) when (exception.Retryable is null && exception.StatusCode < System.Net.HttpStatusCode.InternalServerError)
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
            catch (ResourceNotFoundException)
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
