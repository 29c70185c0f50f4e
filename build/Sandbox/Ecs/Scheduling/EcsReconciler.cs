using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Ecs.Running;

namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>Keeps every service as it should be; at start takes up what the sandbox before it left running.</summary>
internal sealed partial class EcsReconciler(
    EcsStore store, ServicePass pass, TaskRunner runner, TaskContainers containers, EcsSignal signal, TimeProvider clock, ILogger<EcsReconciler> log) : BackgroundService
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    // As on AWS, a stopped task can be looked at for about an hour.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);
    private const int StoppedTasksKept = 200;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The rest of the sandbox starts without waiting for this.
        await Task.Yield();
        try
        {
            await AdoptAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                var steady = true;
                foreach (var region in store.Regions) steady &= await RegionAsync(region, stoppingToken);
                await signal.WaitAsync(steady ? Idle : Busy, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The sandbox ends.
        }

        await runner.AbandonAsync();
    }

    private async Task<bool> RegionAsync(string region, CancellationToken cancellationToken)
    {
        var steady = true;
        foreach (var service in store.Read(region, state => state.Services.Keys.ToList()))
        {
            try
            {
                steady &= await pass.RunAsync(region, service, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // One service's trouble is not the others'.
                LogPassFailed(error, service);
                steady = false;
            }
        }

        Forget(region);
        return steady;
    }

    private async Task AdoptAsync(CancellationToken cancellationToken)
    {
        var known = new HashSet<string>();
        foreach (var region in store.Regions)
        {
            foreach (var id in store.Read(region, state => state.Tasks.Values.Where(task => task.LastStatus != TaskStatuses.Stopped).Select(task => task.Id).ToList()))
            {
                known.Add(id);
                runner.Run(region, id);
            }
        }

        try
        {
            foreach (var (container, task) in await containers.ListAsync(cancellationToken))
                if (!known.Contains(task) && store.Regions.All(region => store.Read(region, state => !state.Tasks.TryGetValue(task, out var made) || made.LastStatus == TaskStatuses.Stopped)))
                    await containers.RemoveAsync(container, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or Docker.DotNet.DockerApiException or TimeoutException or IOException)
        {
            LogDockerAway(error);
        }
    }

    private void Forget(string region)
    {
        var limit = clock.GetUtcNow() - Remembered;
        var old = store.Read(region, state =>
        {
            var stopped = state.Tasks.Values.Where(task => task.LastStatus == TaskStatuses.Stopped).OrderByDescending(task => task.StoppedAt).ToList();
            return stopped.Where((task, index) => index >= StoppedTasksKept || task.StoppedAt < limit).Select(task => task.Id).ToList();
        });
        if (old.Count == 0) return;
        store.Write(region, state =>
        {
            foreach (var id in old) state.Tasks.Remove(id);
            return 0;
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The pass over {Service} failed")]
    private partial void LogPassFailed(Exception error, string service);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Docker does not answer: containers that an earlier sandbox left are not cleaned up")]
    private partial void LogDockerAway(Exception error);
}
