using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failback;

/// <summary>Keeps what the home database holds, before it is replaced. A snapshot of RDS, and no recovery point: those are copied and restored as the newest truth.</summary>
internal sealed class HomeSnapshot(IAmazonRDS rds, string database, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>Takes the snapshot, or finds the one that an earlier run has begun, and waits until it is complete.</summary>
    /// <exception cref="PipelineException">It failed, it is of another database, or it is not complete after two hours.</exception>
    public async Task TakeAsync(string identifier, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        try
        {
            await rds.CreateDBSnapshotAsync(new CreateDBSnapshotRequest
            {
                DBInstanceIdentifier = database,
                DBSnapshotIdentifier = identifier,
                Tags = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            }, cancellationToken);
        }
        catch (DBSnapshotAlreadyExistsException)
        {
            log.Info($"snapshot {identifier} was begun by an earlier run");
        }

        var deadline = time.GetUtcNow() + Patience;
        while (true)
        {
            var snapshot = (await rds.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest { DBSnapshotIdentifier = identifier }, cancellationToken)).DBSnapshots.Single();
            if (snapshot.DBInstanceIdentifier != database)
                throw new PipelineException($"The snapshot {identifier} is of {snapshot.DBInstanceIdentifier}, and not of {database}.", $"Find out who made it, and delete it or copy it under another name (aws rds copy-db-snapshot). Then run this again.");
            if (snapshot.Status == "available") return;
            if (snapshot.Status == "failed" || time.GetUtcNow() >= deadline)
                throw new PipelineException($"The snapshot {identifier} of {database} is {snapshot.Status}.", $"Delete it (aws rds delete-db-snapshot --db-snapshot-identifier {identifier}) and run this again.");
            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
