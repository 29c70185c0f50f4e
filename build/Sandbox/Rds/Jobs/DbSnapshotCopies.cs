using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host.Handover;
using Notejam.Sandbox.Rds.Api;
using Notejam.Sandbox.Rds.Model;
using Notejam.Sandbox.Rds.Postgres;

namespace Notejam.Sandbox.Rds.Jobs;

/// <summary>Copies of snapshots, within a region or into another one: real copies of the data, made in the background.</summary>
internal sealed partial class DbSnapshotCopies(RdsStore store, PostgresServers servers, BackgroundWork work, TimeProvider time, ILogger<DbSnapshotCopies> log)
{
    /// <summary>Makes the copy that the region's state announces.</summary>
    public Task Start(string region, string name) => work.Run(() =>
    {
        var copy = store.Read(region, all => all.Snapshots.GetValueOrDefault(name));
        if (copy?.SourceArn is not { } arn) return;
        try
        {
            var source = store.Read(arn.Split(':')[3], all => all.Snapshot(arn));
            servers.CopyBackup(source.Folder, copy.Folder);
            store.Change(region, _ =>
            {
                (copy.CreatedAt, copy.OriginalCreatedAt, copy.DatabaseTime) = (time.GetUtcNow(), source.OriginalCreatedAt, source.DatabaseTime);
                copy.SizeInBytes = servers.BackupSize(copy.Folder);
                return copy.Status = "available";
            });
        }
        catch (Exception error) when (error is AwsException or IOException)
        {
            LogFailed(error, name);
            store.Change(region, _ =>
            {
                copy.StatusMessage = error.Message;
                return copy.Status = "failed";
            });
        }
    });

    /// <summary>Takes up what a killed sandbox left undone.</summary>
    public void Resume()
    {
        var unfinished = store.ReadAll(all => all.SelectMany(region => region.Value.Snapshots.Values
            .Where(snapshot => snapshot is { Status: "creating", SourceArn: not null }).Select(snapshot => (region.Key, snapshot.Identifier))).ToList());
        foreach (var (region, name) in unfinished) _ = Start(region, name);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "RDS could not copy {Name}")]
    private partial void LogFailed(Exception error, string name);
}
