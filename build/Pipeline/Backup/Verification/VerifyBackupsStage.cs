using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>Looks at the backups of both regions at once and says whether they are what they should be. Changes nothing.</summary>
/// <param name="primary">The database's region.</param>
/// <param name="recovery">The region of the copies.</param>
/// <param name="manifests">Manifests of the copies.</param>
/// <param name="deliveryRoleArns">Roles that must not be able to delete.</param>
public sealed class VerifyBackupsStage(VaultReader primary, VaultReader recovery, ManifestStore manifests, DrillHistory drills, IReadOnlyList<string> deliveryRoleArns, TimeProvider time, IStageLog log)
{
    // As far back as AWS Backup lists its jobs.
    private static readonly TimeSpan JobHistory = TimeSpan.FromDays(30);

    // Of the newest copies; most are of the plan, and have no manifest.
    private const int CopiesAskedForManifests = 20;

    /// <summary>Runs the stage.</summary>
    public async Task<StageResult<BackupVerdict>> RunAsync(string environment, BackupOutputs outputs, TimeSpan rpoTarget, CancellationToken cancellationToken = default)
    {
        var seen = await ObserveAsync(outputs, rpoTarget, cancellationToken);
        var verdict = new BackupVerdict(environment, seen.Now, rpoTarget, new Dictionary<string, int> { [seen.Primary.Region] = seen.Primary.Points.Count, [seen.Recovery.Region] = seen.Recovery.Points.Count }, BackupChecks.Run(seen));
        foreach (var line in VerdictText.Lines(verdict)) log.Info(line);
        var says = $"{verdict.Outcome}: {verdict.Checks.Count(check => check.Outcome == CheckOutcome.OK)} OK, {verdict.Checks.Count(check => check.Outcome == CheckOutcome.WARN)} WARN, {verdict.Checks.Count(check => check.Outcome == CheckOutcome.NG)} NG";
        return new StageResult<BackupVerdict>(verdict, verdict.Outcome == CheckOutcome.NG ? StageOutcome.Failed : StageOutcome.Done, says);
    }

    private async Task<ObservedBackups> ObserveAsync(BackupOutputs outputs, TimeSpan rpoTarget, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = now - JobHistory;
        var vault = primary.ReadAsync(outputs.VaultName, cancellationToken);
        var copiesVault = recovery.ReadAsync(outputs.VaultName, cancellationToken);
        var backups = primary.ReadBackupJobsAsync(outputs.VaultName, since, cancellationToken);
        var copies = primary.ReadCopyJobsAsync(outputs.RecoveryVaultArn, since, cancellationToken);
        var drill = drills.FindNewestAsync(cancellationToken);
        var (seenVault, seenCopies, seenBackups, seenCopyJobs) = (await vault, await copiesVault, await backups, await copies);
        // Also a copy that its retention has ended since was ours.
        var restoreTest = recovery.FindRestoreTestAsync(seenCopies.Points.Select(point => point.Arn).Concat(seenCopyJobs.Ours.Select(job => job.CopyArn).OfType<string>()).ToHashSet(), cancellationToken);
        var keys = await Task.WhenAll(KeysOf(seenVault, outputs).Select(arn => ReadKeyAsync(primary, arn, cancellationToken)).Concat(KeysOf(seenCopies, outputs).Select(arn => ReadKeyAsync(recovery, arn, cancellationToken))));
        return new ObservedBackups
        {
            Now = now,
            Outputs = outputs,
            RpoTarget = rpoTarget,
            Primary = seenVault,
            Recovery = seenCopies,
            Backups = seenBackups.Ours,
            Copies = seenCopyJobs.Ours,
            OtherJobs = [.. seenBackups.Others, .. seenCopyJobs.Others],
            Keys = keys.DistinctBy(key => key.Arn).ToDictionary(key => key.Arn, key => key.Key),
            DeliveryRoleArns = deliveryRoleArns,
            Manifest = await FindManifestAsync(seenCopies, cancellationToken),
            Drill = await drill,
            RestoreTest = await restoreTest,
        };
    }

    private async Task<ObservedManifest?> FindManifestAsync(ObservedVault vault, CancellationToken cancellationToken)
    {
        foreach (var point in vault.Points.Where(point => point.IsUsable).OrderByDescending(point => point.CreatedAt).Take(CopiesAskedForManifests))
            if (await manifests.FindAsync(point.Arn, cancellationToken) is var (manifest, flaw))
                return new ObservedManifest(point.Arn, point.CreatedAt, flaw ?? ManifestStore.FindMismatch(manifest, point.Arn, point.ResourceArn));
        return null;
    }

    private static IEnumerable<string> KeysOf(ObservedVault vault, BackupOutputs outputs) =>
        vault.Points.Where(point => point.IsUsable).Select(point => point.KeyArn).OfType<string>().Append(outputs.VaultKeyArns[vault.Region]).Distinct();

    private static async Task<(string Arn, ObservedKey Key)> ReadKeyAsync(VaultReader region, string arn, CancellationToken cancellationToken) => (arn, await region.ReadKeyAsync(arn, cancellationToken));
}
