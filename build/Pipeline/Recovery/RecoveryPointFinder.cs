using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;

namespace Notejam.Pipeline.Recovery;

/// <summary>Finds the newest recovery point of our database that can be restored, from what the disaster-recovery region itself knows.</summary>
/// <param name="readerOf">Looks at the region's vaults.</param>
internal sealed class RecoveryPointFinder(Func<ProtectedDatabases, VaultReader> readerOf, ManifestStore manifests, IAmazonRDS rds, TimeProvider time)
{
    // Of the newest points; most are of the plan, and have no manifest.
    private const int AskedForManifests = 20;

    /// <summary>Finds it.</summary>
    /// <exception cref="PipelineException">There is none.</exception>
    public async Task<StepEnd<FoundPoint>> FindAsync(RecoveryOutputs standing, TimeSpan rpoTarget, CancellationToken cancellationToken)
    {
        var vaults = readerOf(new ProtectedDatabases([standing.DatabaseArn]));
        var vault = await vaults.ReadAsync(standing.VaultName, cancellationToken);
        if (vault.Problem is { } problem) throw new PipelineException($"The vault {standing.VaultName} in {standing.Region} cannot be looked at: {problem}", "Apply infra/stacks/backup with the primary region, and give the drill's role backup:List*.");
        var points = vault.Points.OrderByDescending(point => point.CreatedAt).ToList();
        var keys = new Dictionary<string, ObservedKey>(StringComparer.Ordinal);
        foreach (var arn in points.Where(point => point.IsUsable).Select(point => point.KeyArn).OfType<string>().Distinct()) keys[arn] = await vaults.ReadKeyAsync(arn, cancellationToken);
        var choice = PointChoice.Of(points, keys)
            ?? throw new PipelineException($"None of the {points.Count} recovery points of {standing.VaultName} in {standing.Region} can be restored: {PointChoice.Why(points, keys)}{vault.Also}", "./build.sh VerifyBackups says what is wrong; ./build.sh Backup makes a new one.");

        var (manifest, flaw) = await FindManifestAsync(choice, cancellationToken);
        var image = ImageOf(flaw is null ? manifest : null) ?? await FindOlderImageAsync(points, cancellationToken);
        var found = new FoundPoint(choice.Arn, choice.CreatedAt, choice.KeyArn, await FindDatabaseTimeAsync(choice, cancellationToken), flaw is null ? manifest : null, image);
        return new StepEnd<FoundPoint>(found, $"{choice.Name} of {choice.CreatedAt:u}",
            PointChecks.Age(found, rpoTarget, time.GetUtcNow()), PointChecks.Newest(choice, points, keys, vault.Also), PointChecks.Key(choice, vault.KeyArn).Deciding(), PointChecks.Manifest(choice, manifest, flaw).Deciding());
    }

    private async Task<(BackupManifest? Manifest, string? Flaw)> FindManifestAsync(ObservedPoint point, CancellationToken cancellationToken)
    {
        try
        {
            if (await manifests.FindAsync(point.Arn, cancellationToken) is not var (manifest, flaw)) return (null, null);
            return (manifest, flaw ?? ManifestStore.FindMismatch(manifest, point.Arn, point.ResourceArn));
        }
        catch (PipelineException unreadable)
        {
            return (null, unreadable.Cause);
        }
    }

    /// <summary>A backup of the plan tells no release: the one of the last backup that does is the best known.</summary>
    private async Task<Digest?> FindOlderImageAsync(IEnumerable<ObservedPoint> points, CancellationToken cancellationToken)
    {
        foreach (var point in points.Where(point => point.IsUsable).Take(AskedForManifests))
            if (await FindManifestAsync(point, cancellationToken) is ({ } manifest, null) && ImageOf(manifest) is { } image) return image;
        return null;
    }

    private async Task<DateTimeOffset?> FindDatabaseTimeAsync(ObservedPoint point, CancellationToken cancellationToken)
    {
        if (point.SnapshotIdentifier is not { } name) return null;
        try
        {
            // Without the type RDS tells only of automated and manual ones.
            return (await rds.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest { DBSnapshotIdentifier = name, SnapshotType = "awsbackup" }, cancellationToken)).DBSnapshots?.FirstOrDefault()?.SnapshotDatabaseTime;
        }
        catch (DBSnapshotNotFoundException)
        {
            return null;
        }
    }

    private static Digest? ImageOf(BackupManifest? manifest) => manifest?.Image.Split('@') is [_, var digest] ? new Digest(digest) : null;
}
