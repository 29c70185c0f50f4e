using System.Collections.Concurrent;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Ecs.Scheduling;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>Watches containers from start to end: exit codes, their own health checks, their log lines.</summary>
internal sealed class ContainerWatch(EcsStore store, TaskContainers containers, LogShipper logs, EcsSignal signal, TimeProvider clock)
{
    private static readonly TimeSpan HealthPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Watched> _tasks = new();

    /// <summary>Begins to watch a task's containers; does nothing for one that is watched.</summary>
    public void Begin(string region, EcsTask task, TaskDefinition definition, CancellationToken shutdown)
    {
        var watched = new Watched();
        if (!_tasks.TryAdd(task.Id, watched)) return;
        var made = store.Read(region, _ => task.Containers.Where(container => container.RuntimeId is not null).ToList());
        watched.AllEnded = Task.WhenAll(made.Select(container =>
        {
            var body = definition.Containers.First(each => (string?)each["name"] == container.Name);
            var shipping = LogDestination.Of(body, region, task.Id) is { } destination ? ShipAsync(region, task, container, destination, shutdown) : Task.CompletedTask;
            return WatchAsync(region, task, container, watched, shipping, body["healthCheck"] is not null, shutdown);
        }));
    }

    /// <summary>Ends when an essential container has; with a reason of its own if there is one.</summary>
    public Task<string?> EssentialExitAsync(string taskId) => _tasks[taskId].EssentialExit.Task;

    /// <summary>Ends when all containers of a task have, their last lines have arrived, and nothing is watched any more.</summary>
    public async Task AllEndedAsync(string taskId)
    {
        if (!_tasks.TryGetValue(taskId, out var watched)) return;
        await watched.AllEnded;
        _tasks.TryRemove(taskId, out _);
    }

    /// <summary>Asks nothing more about a task whose containers are removed.</summary>
    public void Forget(string taskId) => _tasks.TryRemove(taskId, out _);

    private async Task WatchAsync(string region, EcsTask task, TaskContainer container, Watched watched, Task shipping, bool checkHealth, CancellationToken shutdown)
    {
        var id = container.RuntimeId!;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        var checking = checkHealth ? CheckHealthAsync(region, task, container, ended.Token) : Task.CompletedTask;
        await containers.WaitAsync(id, shutdown);
        await ended.CancelAsync();
        await checking;

        var facts = await containers.InspectAsync(id, shutdown);
        store.WriteTask(region, task.Id, _ =>
        {
            container.LastStatus = TaskStatuses.Stopped;
            container.ExitCode = facts?.ExitCode;
            container.Reason ??= facts switch
            {
                null => "The container was removed from outside",
                { OutOfMemory: true } => "OutOfMemoryError: Container killed due to memory usage",
                _ => null,
            };
        });
        // Lines that matter most come last: let them arrive before anyone is told.
        await Task.WhenAny(shipping, Task.Delay(LastLines, clock, shutdown));
        if (container.Essential || task.Containers.TrueForAll(each => each.LastStatus == TaskStatuses.Stopped)) watched.EssentialExit.TrySetResult(null);
    }

    private Task ShipAsync(string region, EcsTask task, TaskContainer container, LogDestination destination, CancellationToken shutdown) =>
        logs.ShipAsync(
            container.RuntimeId!, destination, container.LogsShippedTo,
            moment => store.WriteTask(region, task.Id, _ => container.LogsShippedTo = moment), shutdown);

    private async Task CheckHealthAsync(string region, EcsTask task, TaskContainer container, CancellationToken cancellationToken)
    {
        try
        {
            while (await containers.InspectAsync(container.RuntimeId!, cancellationToken) is { Running: true } facts)
            {
                var health = facts.Health switch { "healthy" => "HEALTHY", "unhealthy" => "UNHEALTHY", _ => "UNKNOWN" };
                if (health != container.HealthStatus)
                {
                    store.WriteTask(region, task.Id, _ => container.HealthStatus = health);
                    signal.Pulse();
                }

                await Task.Delay(HealthPause, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The container ended.
        }
    }

    private sealed class Watched
    {
        public TaskCompletionSource<string?> EssentialExit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task AllEnded { get; set; } = Task.CompletedTask;
    }
}
