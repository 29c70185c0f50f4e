using Notejam.Sandbox.Ecs.Model;

namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>Decides what a task set needs. Pure: looks at nothing but what it is given.</summary>
internal static class TaskSetPlanner
{
    /// <summary>What to do now; nothing when the set is as it should be.</summary>
    public static TaskSetPlan Plan(TaskSetView view, DateTimeOffset now)
    {
        var wanted = view.Tasks.Where(task => task.IsWanted).ToList();
        var failed = wanted.Select(task => (task, reason: Failure(task, view, now))).Where(pair => pair.reason is not null).ToList();
        var stops = failed.ConvertAll(pair => new TaskStop(pair.task.Id, pair.reason!));
        var good = wanted.Except(failed.Select(pair => pair.task)).ToList();

        var surplus = good.Count - view.Desired;
        if (surplus > 0)
        {
            // Those that serve least go first: not yet running, not healthy, then the youngest.
            var leaving = good
                .OrderBy(task => task.LastStatus == TaskStatuses.Running)
                .ThenBy(task => task.Target == TargetCondition.Healthy)
                .ThenByDescending(task => task.CreatedAt)
                .Take(surplus);
            stops.AddRange(leaving.Select(task => new TaskStop(task.Id, $"Scaling activity initiated by (deployment {view.Id})")));
        }

        // A sick task is replaced only once it is gone from the set: launches look at what is wanted, sick ones included.
        var missing = view.Desired - wanted.Count;
        return new TaskSetPlan(missing > 0 && now >= view.NextLaunchAt ? missing : 0, stops, IsSteady(view, good));
    }

    private static bool IsSteady(TaskSetView view, List<TaskView> good) =>
        good.Count == view.Desired && view.Tasks.Count == good.Count
        && good.TrueForAll(task => task.LastStatus == TaskStatuses.Running && task.Target is TargetCondition.Healthy or TargetCondition.None && task.ContainerHealth != "UNHEALTHY");

    private static string? Failure(TaskView task, TaskSetView view, DateTimeOffset now)
    {
        if (task.LastStatus != TaskStatuses.Running) return null;
        if (task.ContainerHealth == "UNHEALTHY") return "Task failed container health checks";
        var inGrace = now < task.StartedAt + view.Grace;
        return task.Target == TargetCondition.Unhealthy && !inGrace
            ? $"Task failed ELB health checks in (target-group {view.TargetGroupArn})"
            : null;
    }
}

/// <summary>A task set as observed.</summary>
/// <param name="Grace">How long a new task may be unhealthy; real time.</param>
internal sealed record TaskSetView(string Id, int Desired, string? TargetGroupArn, TimeSpan Grace, DateTimeOffset NextLaunchAt, IReadOnlyList<TaskView> Tasks);

/// <summary>A task that has not stopped, as observed.</summary>
internal sealed record TaskView(
    string Id, bool IsWanted, string LastStatus, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, TargetCondition Target, string ContainerHealth);

/// <summary>What the load balancer thinks of a task.</summary>
internal enum TargetCondition
{
    /// <summary>The task set has no load balancer.</summary>
    None,

    /// <summary>Not registered yet, or not checked to an end.</summary>
    Unknown,
    Healthy,
    Unhealthy,
}

/// <summary>What to do with a task set.</summary>
internal sealed record TaskSetPlan(int Launches, IReadOnlyList<TaskStop> Stops, bool Steady);

/// <summary>A task to stop, and why.</summary>
internal sealed record TaskStop(string TaskId, string Reason);
