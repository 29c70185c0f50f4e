using System.Collections.Concurrent;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Host.Handover;
using Notejam.Sandbox.Rds.Api;
using Notejam.Sandbox.Rds.Model;
using Notejam.Sandbox.Rds.Postgres;

namespace Notejam.Sandbox.Rds.Jobs;

/// <summary>
/// The work behind the API: brings an instance's server to what is kept about it. Each job can be done again from the
/// start, so one that a killed sandbox left undone is simply repeated.
/// </summary>
internal sealed partial class DbInstanceJobs(
    RdsStore store, DatabasePorts ports, PostgresServers servers, PostgresInstallation postgres, MasterSecrets secrets,
    FaultRules faults, BackgroundWork work, TimeProvider time, ILogger<DbInstanceJobs> log)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    /// <summary>Makes, starts or reconfigures an instance's server in the background; ends in <c>available</c>.</summary>
    public Task Converge(string region, string resourceId, bool restart = false) => Queue(region, resourceId, async instance =>
    {
        var server = ServerOf(region, instance);
        if (restart) await servers.StopAsync(instance.Port, CancellationToken.None);
        if (instance.Status != "creating") await servers.StartAsync(server, CancellationToken.None);
        else if (instance.SourceSnapshotFolder is { } folder) await servers.RestoreAsync(server, folder, CancellationToken.None);
        else await servers.CreateAsync(server, CancellationToken.None);
        await servers.ConfigureAsync(server, CancellationToken.None);

        var socket = servers.SocketFolder(instance.Port);
        var password = instance.InitialPassword;
        if (password is not null)
            await PostgresAdmin.SetMasterAsync(socket, instance.Port, instance.MasterUsername, password, CancellationToken.None);
        if (instance is { DatabaseName: { } database, SourceSnapshotFolder: null })
            await PostgresAdmin.EnsureDatabaseAsync(socket, instance.Port, database, instance.MasterUsername, CancellationToken.None);
        var version = await postgres.GetVersionAsync(CancellationToken.None);
        if (instance is { Status: "creating", SourceSnapshotFolder: not null } && faults.Take(FaultKind.LazyLoading, region) is { } lazy)
            servers.LoadLazily(instance.Port, TimeSpan.FromMilliseconds(lazy.LatencyMs));
        store.Change(region, all =>
        {
            if (instance.Status == "creating") Note(all, instance, "creation", instance.SourceSnapshotFolder is null ? "DB instance created" : "Restored from snapshot");
            else if (restart) Note(all, instance, "availability", "DB instance restarted");
            if (instance.InitialPassword == password) instance.InitialPassword = null;
            instance.ServerVersion = version;
            instance.StatusMessage = null;
            if (restart) instance.ParameterApplyStatus = "in-sync";
            if (instance.Status != "deleting") instance.Status = "available";
            return true;
        });
    });

    /// <summary>Copies an instance's data into a snapshot in the background.</summary>
    public Task TakeSnapshot(string region, string resourceId, string snapshot) => Queue(region, resourceId, async instance =>
    {
        await servers.StartAsync(ServerOf(region, instance), CancellationToken.None);
        await CopyAsync(region, instance, snapshot);
        store.Change(region, _ => instance.Status == "backing-up" ? instance.Status = "available" : instance.Status);
    });

    /// <summary>Takes the final snapshot if one is wanted, then removes the server, its data and its secret.</summary>
    public Task Remove(string region, string resourceId) => Queue(region, resourceId, async instance =>
    {
        if (instance.FinalSnapshot is { } snapshot && store.Read(region, all => all.Snapshots.GetValueOrDefault(snapshot)?.Status == "creating"))
        {
            await servers.StartAsync(ServerOf(region, instance), CancellationToken.None);
            await CopyAsync(region, instance, snapshot);
        }

        await servers.DeleteAsync(instance.Port, CancellationToken.None);
        if (instance.MasterSecretArn is { } secret) await DeleteSecretAsync(region, secret);
        store.Change(region, all =>
        {
            Note(all, instance, "deletion", "DB instance deleted");
            return all.Tags.Remove(instance.Arn) | all.Instances.Remove(instance.Identifier);
        });
        ports.Release(instance.Port);
    });

    /// <summary>Brings everything that is kept back to life.</summary>
    public void Resume()
    {
        var instances = store.ReadAll(all => all.SelectMany(region => region.Value.Instances.Values.Select(instance => (region.Key, instance))).ToList());
        foreach (var (region, instance) in instances)
            _ = instance.Status == "deleting" ? Remove(region, instance.ResourceId) : Converge(region, instance.ResourceId);
        var snapshots = store.ReadAll(all => all.SelectMany(region => region.Value.Snapshots.Values
            .Where(snapshot => snapshot.Status == "creating").Select(snapshot => (region.Key, snapshot))).ToList());
        foreach (var (region, snapshot) in snapshots.Where(item => item.snapshot.SourceArn is null).Where(item => instances.All(other => other.instance.FinalSnapshot != item.snapshot.Identifier)))
            _ = TakeSnapshot(region, snapshot.Source.ResourceId, snapshot.Identifier);
    }

    private async Task CopyAsync(string region, DbInstance instance, string name)
    {
        var snapshot = store.Read(region, all => all.Snapshots[name]);
        await servers.BackupAsync(instance.Port, snapshot.Folder, CancellationToken.None);
        store.Change(region, all =>
        {
            Note(all, instance, "backup", "Finished DB Instance backup");
            snapshot.CreatedAt = time.GetUtcNow();
            snapshot.OriginalCreatedAt = snapshot.CreatedAt;
            // A base backup is consistent at its end.
            snapshot.DatabaseTime = snapshot.CreatedAt;
            snapshot.SizeInBytes = servers.BackupSize(snapshot.Folder);
            return snapshot.Status = "available";
        });
    }

    private async Task DeleteSecretAsync(string region, string secret)
    {
        try
        {
            await secrets.DeleteAsync(region, secret, CancellationToken.None);
        }
        catch (AwsException error)
        {
            // Somebody deleted it before us: what was to be reached is reached.
            LogFailed(error, "delete the secret of", secret);
        }
    }

    private PostgresServer ServerOf(string region, DbInstance instance) => store.Read(region, all =>
    {
        var group = all.ParameterGroup(instance.ParameterGroupName);
        var forceSsl = group.Parameters.TryGetValue(DbParameterOperations.ForceSsl, out var parameter)
            ? parameter.Value == "1"
            : EngineVersions.ForcesSslByDefault(group.Family);
        return new PostgresServer(instance.Identifier, instance.Port, forceSsl,
            group.Parameters.ToDictionary(pair => pair.Key, pair => pair.Value.Value));
    });

    private Task Queue(string region, string resourceId, Func<DbInstance, Task> job) => work.Run(async () =>
    {
        var turn = _turns.GetOrAdd(resourceId, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync();
        try
        {
            var instance = store.Read(region, all => all.Instances.Values.FirstOrDefault(instance => instance.ResourceId == resourceId));
            if (instance is null) return;
            try
            {
                await job(instance);
            }
            catch (Exception error)
            {
                LogFailed(error, "bring up", instance.Identifier);
                store.Change(region, all => MarkFailed(all, instance, error.Message));
            }
        }
        finally
        {
            turn.Release();
        }
    });

    private void Note(RdsRegion region, DbInstance instance, string category, string message) =>
        DbEventOperations.Add(region, instance, category, message, time.GetUtcNow());

    private bool MarkFailed(RdsRegion region, DbInstance instance, string message)
    {
        foreach (var snapshot in region.Snapshots.Values.Where(item => item.Status == "creating" && item.Source.ResourceId == instance.ResourceId))
            (snapshot.Status, snapshot.StatusMessage) = ("failed", message);
        Note(region, instance, "failure", message);
        instance.Status = "failed";
        instance.StatusMessage = message;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "RDS could not {What} {Name}")]
    private partial void LogFailed(Exception error, string what, string name);
}
