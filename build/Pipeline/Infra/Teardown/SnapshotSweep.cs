using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>Deletes the snapshots that failbacks have left of an environment's database.</summary>
/// <param name="region">The region, for messages.</param>
public sealed class SnapshotSweep(IAmazonRDS rds, string region, IStageLog log)
{
    /// <summary>What the name of such a snapshot begins with.</summary>
    /// <param name="name">The environment's prefix of names, for example <c>notejam-production</c>.</param>
    public static string PrefixOf(string name) => name + "-before-failback-";

    /// <summary>Deletes them. A snapshot that people have made is left: of those the name does not end in a failback's id.</summary>
    /// <param name="name">The environment's prefix of names.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await foreach (var snapshot in rds.Paginators.DescribeDBSnapshots(new DescribeDBSnapshotsRequest { DBInstanceIdentifier = name, SnapshotType = "manual" }).DBSnapshots.WithCancellation(cancellationToken))
            if (snapshot.DBInstanceIdentifier == name && snapshot.Engine == "postgres" && snapshot.Status != "deleting" && RecoveryName.IsOne(snapshot.DBSnapshotIdentifier, PrefixOf(name))) found.Add(snapshot.DBSnapshotIdentifier);
        foreach (var snapshot in found)
        {
            log.Info($"{region}: deleting snapshot {snapshot}");
            await DeleteAsync(snapshot, cancellationToken);
        }

        return found.Count;
    }

    private async Task DeleteAsync(string snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await rds.DeleteDBSnapshotAsync(new DeleteDBSnapshotRequest { DBSnapshotIdentifier = snapshot }, cancellationToken);
        }
        catch (DBSnapshotNotFoundException)
        {
            // Gone meanwhile.
        }
    }
}
