using System.Collections.Concurrent;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Ecs.Scheduling;
using Notejam.Sandbox.Elb;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>
/// Takes each task through its life, from PROVISIONING to STOPPED. When the gateway ends, containers stay; when it is back,
/// <see cref="Run"/> goes on where the record says.
/// </summary>
internal sealed partial class TaskRunner(
    EcsStore store, TaskContainers containers, TaskStarter starter, ContainerWatch watch, ITrafficRoutes routes,
    EcsSignal signal, TimeProvider clock, ILogger<TaskRunner> log) : IDisposable
{
    private const string ExitReason = "Essential container in task exited";
    private const int DiscardAttempts = 30;
    private static readonly TimeSpan DiscardPause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _shutdown = new();
    private readonly ConcurrentDictionary<string, RunningTask> _running = new();

    /// <summary>Starts a task that is new, goes on with one that is not.</summary>
    public void Run(string region, string taskId)
    {
        var running = new RunningTask();
        if (!_running.TryAdd(taskId, running)) return;
        if (store.Read(region, state => state.Tasks[taskId].DesiredStatus == TaskStatuses.Stopped)) running.Stop.Cancel();
        running.Done = Task.Run(() => LiveAsync(region, taskId, running.Stop.Token));
    }

    /// <summary>Asks a task to stop; it does so in its own time. Asking again changes nothing.</summary>
    public void Stop(string region, string taskId, string reason, string stopCode)
    {
        store.WriteTask(region, taskId, task =>
        {
            if (!task.IsWanted) return;
            task.DesiredStatus = TaskStatuses.Stopped;
            task.StoppedReason = reason;
            task.StopCode = stopCode;
        });
        if (_running.TryGetValue(taskId, out var running)) running.Stop.Cancel();
        signal.Pulse();
    }

    /// <summary>Leaves all tasks as they are: the next sandbox goes on with them.</summary>
    public async Task AbandonAsync()
    {
        await _shutdown.CancelAsync();
        await Task.WhenAll(_running.Values.Select(running => running.Done));
    }

    /// <inheritdoc />
    public void Dispose() => _shutdown.Dispose();

    private async Task LiveAsync(string region, string taskId, CancellationToken stop)
    {
        try
        {
            await StartAndWaitAsync(region, taskId, stop);
            await EndAsync(region, taskId);
        }
        catch (OperationCanceledException) when (_shutdown.IsCancellationRequested)
        {
            // The sandbox ends, the task goes on.
        }
        catch (Exception error)
        {
            LogBroken(error, taskId);
            if (await DiscardAsync(region, taskId)) Close(region, taskId, $"The sandbox lost track of the task: {error.Message}", "TaskFailedToStart");
        }
        finally
        {
            _running.TryRemove(taskId, out _);
            signal.Pulse();
        }
    }

    private async Task StartAndWaitAsync(string region, string taskId, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _shutdown.Token);
        var (task, definition) = store.Read(region, state =>
        {
            var found = state.Tasks[taskId];
            return (found, state.TaskDefinitions.First(candidate => candidate.Arn == found.TaskDefinition));
        });
        try
        {
            if (task.LastStatus is TaskStatuses.Provisioning) await starter.StartAsync(region, task, definition, either.Token);
            else if (task.LastStatus is TaskStatuses.Pending) throw new CannotStartTaskException("The sandbox was stopped while the task started");
            watch.Begin(region, task, definition, _shutdown.Token);
            if (task.LastStatus is TaskStatuses.Pending) await BecomeRunningAsync(region, task, either.Token);
            var ended = await watch.EssentialExitAsync(taskId).WaitAsync(either.Token);
            store.WriteTask(region, taskId, found => MarkStopping(found, ended ?? ExitReason, "EssentialContainerExited"));
        }
        catch (CannotStartTaskException error)
        {
            watch.Begin(region, task, definition, _shutdown.Token);
            store.WriteTask(region, taskId, found =>
            {
                MarkStopping(found, error.Message, "TaskFailedToStart");
                if (error.Container is { } name) TaskStarter.ContainerOf(found, name).Reason = error.Message;
            });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !_shutdown.IsCancellationRequested)
        {
            // Asked to stop; why is in the record.
            watch.Begin(region, task, definition, _shutdown.Token);
        }
    }

    private async Task BecomeRunningAsync(string region, EcsTask task, CancellationToken cancellationToken)
    {
        store.WriteTask(region, task.Id, found =>
        {
            found.LastStatus = TaskStatuses.Running;
            found.StartedAt = clock.GetUtcNow();
        });
        if (task is { Registration: { } registration, Address: { } address })
        {
            await routes.RegisterAsync(region, registration.TargetGroupArn, address, registration.ContainerPort, cancellationToken);
            Note(region, task, $"registered 1 targets in (target-group {registration.TargetGroupArn})");
        }

        signal.Pulse();
    }

    private async Task EndAsync(string region, string taskId)
    {
        var task = store.Read(region, state => state.Tasks[taskId]);
        store.WriteTask(region, taskId, found =>
        {
            found.StoppingAt ??= clock.GetUtcNow();
            found.LastStatus = TaskStatuses.Deactivating;
        });
        if (task is { Registration: { } registration, Address: { } address, StartedAt: not null }) await DrainAsync(region, task, registration, address);

        store.WriteTask(region, taskId, found => found.LastStatus = TaskStatuses.Stopping);
        var definition = store.Read(region, state => state.TaskDefinitions.First(candidate => candidate.Arn == task.TaskDefinition));
        var made = task.Containers.Where(container => container.RuntimeId is not null).ToList();
        await Task.WhenAll(made.Select(container => containers.StopAsync(
            container.RuntimeId!, ContainerPlan.StopTimeout(definition.Containers.First(each => (string?)each["name"] == container.Name)), _shutdown.Token)));

        await watch.AllEndedAsync(taskId).WaitAsync(_shutdown.Token);
        store.WriteTask(region, taskId, found => found.LastStatus = TaskStatuses.Deprovisioning);
        // By label, not by record: a stop in the midst of starting may have left one that is not in the record.
        foreach (var (id, owner) in await containers.ListAsync(_shutdown.Token))
            if (owner == taskId) await containers.RemoveAsync(id, _shutdown.Token);
        Close(region, taskId, "Task stopped", "UserInitiated");
    }

    /// <summary>Takes a broken task out of the traffic and removes its containers, without asking how far it had come.</summary>
    /// <returns>Whether the task is over; not so when the sandbox ends meanwhile, whose successor then goes on with it.</returns>
    private async Task<bool> DiscardAsync(string region, string taskId)
    {
        var task = store.Read(region, state => state.Tasks[taskId]);
        for (var attempt = 1; !_shutdown.IsCancellationRequested; attempt++)
        {
            try
            {
                if (task is { Registration: { } registration, Address: { } address, StartedAt: not null }) await DrainAsync(region, task, registration, address);
                foreach (var (id, owner) in await containers.ListAsync(_shutdown.Token))
                    if (owner == taskId) await containers.RemoveAsync(id, _shutdown.Token);
                watch.Forget(taskId);
                return true;
            }
            catch (Exception error) when (!_shutdown.IsCancellationRequested)
            {
                // An engine that is being restarted is back soon.
                LogNotDiscarded(error, taskId);
                if (attempt == DiscardAttempts) return true;
                await Task.WhenAny(Task.Delay(DiscardPause, clock, _shutdown.Token));
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return false;
    }

    private void Close(string region, string taskId, string reason, string stopCode) => store.Write(region, state =>
    {
        MarkStopped(state.Tasks[taskId], reason, stopCode);
        StopAccount.Enter(state, state.Tasks[taskId], clock.GetUtcNow());
        return 0;
    });

    private async Task DrainAsync(string region, EcsTask task, Registration registration, string address)
    {
        try
        {
            Note(region, task, "has begun draining connections on 1 tasks.");
            Note(region, task, $"deregistered 1 targets in (target-group {registration.TargetGroupArn})");
            await routes.DeregisterAsync(region, registration.TargetGroupArn, address, registration.ContainerPort, _shutdown.Token);
        }
        catch (Gateway.AwsException)
        {
            // The target group is gone, and the target with it.
        }
    }

    private void Note(string region, EcsTask task, string what) => store.Write(region, state =>
    {
        if (task.ServiceArn is { } arn && state.Services.TryGetValue(arn, out var service) && service.TaskSets.Find(set => set.Id == task.TaskSetId) is { } set)
            service.Note(clock.GetUtcNow(), $"{service.Called(set)} {what}");
        return 0;
    });

    private void MarkStopping(EcsTask task, string reason, string stopCode)
    {
        task.DesiredStatus = TaskStatuses.Stopped;
        task.StoppingAt ??= clock.GetUtcNow();
        task.StoppedReason ??= reason;
        task.StopCode ??= stopCode;
    }

    private void MarkStopped(EcsTask task, string reason, string stopCode)
    {
        MarkStopping(task, reason, stopCode);
        task.LastStatus = TaskStatuses.Stopped;
        task.StoppedAt = clock.GetUtcNow();
        foreach (var container in task.Containers) container.LastStatus = TaskStatuses.Stopped;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId} broke")]
    private partial void LogBroken(Exception error, string taskId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The containers of task {TaskId} cannot be removed")]
    private partial void LogNotDiscarded(Exception error, string taskId);

    private sealed class RunningTask
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task Done { get; set; } = Task.CompletedTask;
    }
}
