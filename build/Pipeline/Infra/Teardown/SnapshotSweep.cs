using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>Deletes the snapshots that failbacks have left of an environment's database.</summary>
/// <param name="region">The region, for messages.</param>
public sealed class SnapshotSweep(IAmazonRDS rds, string region, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>What the name of such a snapshot begins with.</summary>
    /// <param name="name">The environment's prefix of names, for example <c>notejam-production</c>.</param>
    public static string PrefixOf(string name) => name + "-before-failback-";

    /// <summary>Deletes them and waits until they are gone. A snapshot that people have made is left: of those the name does not end in a failback's id.</summary>
    /// <param name="name">The environment's prefix of names.</param>
    /// <returns>How many there were. What does not go in its time is found by whoever looks what is left.</returns>
    public async Task<int> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await new Polling(time, log) { Pace = Pace.Slow }.UntilAsync($"snapshots of {name} in {region}", Patience, async cancellation =>
        {
            var left = 0;
            await foreach (var snapshot in rds.Paginators.DescribeDBSnapshots(new DescribeDBSnapshotsRequest { DBInstanceIdentifier = name, SnapshotType = "manual" }).DBSnapshots.WithCancellation(cancellation))
            {
                if (snapshot.DBInstanceIdentifier != name || snapshot.Engine != "postgres" || !RecoveryName.IsOne(snapshot.DBSnapshotIdentifier, PrefixOf(name))) continue;
                left++;
                if (snapshot.Status == "deleting") continue;
                if (seen.Add(snapshot.DBSnapshotIdentifier)) log.Info($"{region}: deleting snapshot {snapshot.DBSnapshotIdentifier}");
                await DeleteAsync(snapshot.DBSnapshotIdentifier, cancellation);
            }

            return left == 0;
        }, cancellationToken);
        return seen.Count;
    }

    private async Task DeleteAsync(string snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await rds.DeleteDBSnapshotAsync(new DeleteDBSnapshotRequest { DBSnapshotIdentifier = snapshot }, cancellationToken);
        }
        catch (Exception exception) when (exception is DBSnapshotNotFoundException or InvalidDBSnapshotStateException)
        {
            // Gone meanwhile, or being made or copied: looked at again.
        }
    }
}
