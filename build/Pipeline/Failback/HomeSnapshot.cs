using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Failback;

/// <summary>Keeps what the home database holds, before it is replaced. A snapshot of RDS, and no recovery point: those are copied and restored as the newest truth.</summary>
internal sealed class HomeSnapshot(IAmazonRDS rds, string database, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>Takes the snapshot, or finds the one that an earlier run has begun, and waits until it is complete.</summary>
    /// <exception cref="PipelineException">It failed, it is of another database, or it is not complete after two hours.</exception>
    public async Task TakeAsync(string identifier, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var isBegun = false;
        DBSnapshot? snapshot = null;
        var isComplete = await new Polling(time, log) { Pace = Pace.Slow }.UntilAsync($"the snapshot {identifier}", Patience, async cancellation =>
        {
            if (!isBegun && !(isBegun = await BeginAsync(identifier, tags, cancellation))) return false;
            snapshot = (await rds.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest { DBSnapshotIdentifier = identifier }, cancellation)).DBSnapshots.Single();
            if (snapshot.DBInstanceIdentifier != database)
                throw new PipelineException($"The snapshot {identifier} is of {snapshot.DBInstanceIdentifier}, and not of {database}.", $"Find out who made it, and delete it or copy it under another name (aws rds copy-db-snapshot). Then run this again.");
            return snapshot.Status == "available" || (snapshot.Status == "failed" ? throw Incomplete(identifier, snapshot) : false);
        }, cancellationToken);
        if (!isComplete) throw Incomplete(identifier, snapshot);
    }

    private async Task<bool> BeginAsync(string identifier, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        try
        {
            await rds.CreateDBSnapshotAsync(new CreateDBSnapshotRequest
            {
                DBInstanceIdentifier = database,
                DBSnapshotIdentifier = identifier,
                Tags = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            }, cancellationToken);
            return true;
        }
        catch (DBSnapshotAlreadyExistsException)
        {
            log.Info($"snapshot {identifier} was begun by an earlier run");
            return true;
        }
        catch (InvalidDBInstanceStateException busy)
        {
            // Being backed up, or changed: it will be over.
            log.Info($"snapshot {identifier} waits: {busy.Message}");
            return false;
        }
    }

    private PipelineException Incomplete(string identifier, DBSnapshot? snapshot) => snapshot is null
        ? new($"The snapshot {identifier} of {database} could not be begun: the database was busy for {Patience.TotalHours} hours.", $"Look at it: aws rds describe-db-instances --db-instance-identifier {database}")
        : new($"The snapshot {identifier} of {database} is {snapshot.Status}.", $"Delete it (aws rds delete-db-snapshot --db-snapshot-identifier {identifier}) and run this again.");
}
