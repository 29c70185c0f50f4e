using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Ecs.Running;
using Notejam.Sandbox.Elb;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>Looks at one service and does what is to be done now; slow work goes on in the background.</summary>
internal sealed class ServicePass(EcsStore store, TaskRunner runner, ITrafficRoutes routes, SandboxOptions options, TimeProvider clock)
{
    // A process takes its time to boot however fast AWS's clock runs.
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(60);

    /// <summary>A task without a load balancer is of use when it has lived so long.</summary>
    private static readonly TimeSpan ProvenAfter = TimeSpan.FromSeconds(10);

    /// <summary>One pass.</summary>
    /// <returns>Whether the service is as it should be, so that the next look may wait.</returns>
    public async Task<bool> RunAsync(string region, string serviceArn, CancellationToken cancellationToken)
    {
        var service = store.Read(region, state => state.Services.GetValueOrDefault(serviceArn));
        if (service is null or { Status: "INACTIVE" }) return true;
        var steady = true;
        foreach (var set in store.Read(region, _ => service.TaskSets.ToList()))
        {
            var targets = await TargetsAsync(region, set, cancellationToken);
            steady &= Apply(region, service, set, targets);
        }

        return Settle(region, service, steady);
    }

    private bool Apply(string region, ServiceRecord service, TaskSet set, IReadOnlyList<TargetState> targets)
    {
        var now = clock.GetUtcNow();
        var view = store.Read(region, state => View(state, service, set, targets));
        var plan = TaskSetPlanner.Plan(view, now);
        MarkProven(region, set, view, now);
        MarkSteady(region, set, plan.Steady, now);
        NoteSick(region, service, set, plan, targets);
        foreach (var stop in plan.Stops) runner.Stop(region, stop.TaskId, stop.Reason, "ServiceSchedulerInitiated");
        if (plan.Launches > 0) Launch(region, service, set, plan.Launches, now);
        return plan.Steady;
    }

    private TaskSetView View(EcsRegion state, ServiceRecord service, TaskSet set, IReadOnlyList<TargetState> targets)
    {
        var scaled = service.HealthCheckGrace / options.TimeScale;
        var tasks = state.LiveTasksOf(set.Id).Select(task => new TaskView(
            task.Id, task.IsWanted, task.LastStatus, task.CreatedAt, task.StartedAt,
            TargetConditions.Of(task, targets),
            task.Containers.Exists(container => container.HealthStatus == "UNHEALTHY") ? "UNHEALTHY" : "UNKNOWN"));
        return new TaskSetView(
            set.Id, service.Status == "ACTIVE" && set.Status != "DRAINING" ? set.Desired : 0, set.Registration?.TargetGroupArn,
            scaled > ShortestGrace ? scaled : ShortestGrace, set.NextLaunchAt, [.. tasks]);
    }

    private void MarkProven(string region, TaskSet set, TaskSetView view, DateTimeOffset now)
    {
        var proven = view.Tasks.Where(task => task.LastStatus == TaskStatuses.Running
            && (task.Target == TargetCondition.Healthy || (task.Target == TargetCondition.None && now - task.StartedAt > ProvenAfter))).ToList();
        if (proven.Count == 0 || store.Read(region, state => proven.TrueForAll(task => state.Tasks[task.Id].WasHealthy))) return;
        store.Write(region, state =>
        {
            foreach (var task in proven) state.Tasks[task.Id].WasHealthy = true;
            return set.FailuresInARow = 0;
        });
    }

    private void MarkSteady(string region, TaskSet set, bool steady, DateTimeOffset now)
    {
        if (set.Steady == steady && set.SteadyChangedAt is not null) return;
        store.Write(region, _ =>
        {
            set.SteadyChangedAt = now;
            return set.Steady = steady;
        });
    }

    private void NoteSick(string region, ServiceRecord service, TaskSet set, TaskSetPlan plan, IReadOnlyList<TargetState> targets)
    {
        foreach (var stop in plan.Stops.Where(stop => stop.Reason.StartsWith("Task failed ELB", StringComparison.Ordinal)))
        {
            store.Write(region, state =>
            {
                var address = state.Tasks[stop.TaskId].Address;
                var target = targets.FirstOrDefault(each => each.Address == address);
                service.Note(clock.GetUtcNow(), $"{service.Called(set)} (port {target?.Port}) is unhealthy in (target-group {set.Registration?.TargetGroupArn}) due to (reason {target?.Description})");
                return 0;
            });
        }
    }

    private void Launch(string region, ServiceRecord service, TaskSet set, int count, DateTimeOffset now)
    {
        var launched = store.Write(region, state =>
        {
            var definition = state.TaskDefinitions.First(candidate => candidate.Arn == set.TaskDefinition);
            var tasks = Enumerable.Range(0, count)
                .Select(_ => NewTasks.Of(region, state.Clusters[service.ClusterName], definition, service, set, now)).ToList();
            foreach (var task in tasks) state.Tasks[task.Id] = task;
            service.Note(now, $"{service.Called(set)} has started {count} tasks: {string.Join(' ', tasks.Select(task => $"(task {task.Id})"))}.");
            return tasks;
        });
        foreach (var task in launched) runner.Run(region, task.Id);
    }

    private bool Settle(string region, ServiceRecord service, bool steady) => store.Read(region, state =>
    {
        var alive = service.TaskSets.Sum(set => state.LiveTasksOf(set.Id).Count());
        var primary = service.Primary;
        var finished = service.Status == "DRAINING" && alive == 0;
        var rolled = !service.IsCodeDeploy && service.TaskSets.Count > 1 && primary is not null && IsServing(state, primary);
        var drained = service.TaskSets.Exists(set => set.Status == "DRAINING" && !state.LiveTasksOf(set.Id).Any());
        if (finished || rolled || drained || steady != service.Steady)
        {
            store.Write(region, _ =>
            {
                if (finished) service.Status = "INACTIVE";
                if (drained) service.TaskSets.RemoveAll(set => set.Status == "DRAINING" && !state.LiveTasksOf(set.Id).Any());
                if (rolled) RetireOldDeployments(state, service);
                if (steady && !service.Steady && primary is not null && service.Status == "ACTIVE")
                    service.Note(clock.GetUtcNow(), $"(service {service.Name}) has reached a steady state.");
                service.Steady = steady;
                return 0;
            });
        }

        return steady && !rolled && (service.Status != "DRAINING" || finished);
    });

    // A rolling deployment: the old tasks go when the new ones serve.
    private static void RetireOldDeployments(EcsRegion state, ServiceRecord service)
    {
        foreach (var old in service.TaskSets.Where(set => set.Status != "PRIMARY")) old.Desired = 0;
        service.TaskSets.RemoveAll(set => set.Status != "PRIMARY" && !state.LiveTasksOf(set.Id).Any());
    }

    private static bool IsServing(EcsRegion state, TaskSet set) =>
        state.LiveTasksOf(set.Id).Count(task => task is { IsWanted: true, LastStatus: TaskStatuses.Running } && (set.Registration is null || task.WasHealthy)) >= set.Desired;

    private async Task<IReadOnlyList<TargetState>> TargetsAsync(string region, TaskSet set, CancellationToken cancellationToken)
    {
        if (set.Registration is not { } registration) return [];
        try
        {
            return await routes.GetHealthAsync(region, registration.TargetGroupArn, cancellationToken);
        }
        catch (AwsException)
        {
            // The target group is gone: its tasks are registered nowhere.
            return [];
        }
    }
}
