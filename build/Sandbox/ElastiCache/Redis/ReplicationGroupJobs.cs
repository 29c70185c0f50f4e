using System.Collections.Concurrent;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.Host.Handover;

namespace Notejam.Sandbox.ElastiCache.Redis;

/// <summary>The work behind the API: brings a group's server to what is kept about it. Each job can be done again.</summary>
internal sealed partial class ReplicationGroupJobs(ElastiCacheStore store, RedisServers servers, BackgroundWork work, ILogger<ReplicationGroupJobs> log) : IHostedService
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    /// <summary>Starts a group's server, or restarts it with a changed configuration, in the background; ends in <c>available</c>.</summary>
    public Task Converge(ReplicationGroup group, bool restart = false) => Queue(group, async () =>
    {
        var parameters = store.Read(group.Region, region => region.ParameterGroup(group.ParameterGroupName));
        await servers.StartAsync(group, parameters, restart, CancellationToken.None);
        store.Change(group.Region, _ =>
        {
            group.StatusMessage = null;
            return group.Status == "deleting" ? group.Status : group.Status = "available";
        });
    });

    /// <summary>Removes a group and its server in the background.</summary>
    public Task Remove(ReplicationGroup group) => Queue(group, async () =>
    {
        await servers.DeleteAsync(group, CancellationToken.None);
        store.Change(group.Region, region => region.Tags.Remove(group.Arn) | region.Groups.Remove(group.Id));
    });

    /// <summary>At start: finds the servers that still run, starts those that do not, and takes up unfinished work.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var group in store.All()) _ = group.Status == "deleting" ? Remove(group) : Converge(group, restart: group.Status == "modifying");
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task Queue(ReplicationGroup group, Func<Task> job) => work.Run(async () =>
    {
        var turn = _turns.GetOrAdd(group.Arn, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync();
        try
        {
            await job();
        }
        catch (Exception error)
        {
            LogFailed(error, group.Id);
            store.Change(group.Region, _ => (group.Status, group.StatusMessage) = ("create-failed", error.Message));
        }
        finally
        {
            turn.Release();
        }
    });

    [LoggerMessage(Level = LogLevel.Error, Message = "ElastiCache could not bring up {Name}")]
    private partial void LogFailed(Exception error, string name);
}
