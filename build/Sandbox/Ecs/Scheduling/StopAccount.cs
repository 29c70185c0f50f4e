using System.Globalization;
using Notejam.Sandbox.Ecs.Model;

namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>Enters a task's end into the account of its task set: reasons for people, failures for the back-off.</summary>
internal static class StopAccount
{
    private const int ReasonsKept = 20;

    /// <summary>Enters a task that has stopped.</summary>
    public static void Enter(EcsRegion state, EcsTask task, DateTimeOffset now)
    {
        var service = task.ServiceArn is { } arn ? state.Services.GetValueOrDefault(arn) : null;
        if (service?.TaskSets.Find(set => set.Id == task.TaskSetId) is not { } set || !IsFailure(task)) return;

        set.FailedTasks++;
        set.FailuresInARow = task.WasHealthy ? 1 : set.FailuresInARow + 1;
        set.NextLaunchAt = now + LaunchBackoff.After(set.FailuresInARow);
        set.StoppedReasons.Insert(0, Describe(task));
        if (set.StoppedReasons.Count > ReasonsKept) set.StoppedReasons.RemoveAt(ReasonsKept);
        if (set.FailuresInARow == LaunchBackoff.WorthAnEvent)
            service.Note(now, $"{service.Called(set)} is unable to consistently start tasks successfully. For more information, see the Troubleshooting section.");
    }

    /// <summary>The reason with the containers' part in it.</summary>
    public static string Describe(EcsTask task)
    {
        var parts = task.Containers
            .Where(container => container.ExitCode is not null and not 0 || (container.Reason is not null && container.Reason != task.StoppedReason))
            .Select(container => string.Join(", ", new[]
            {
                $"container {container.Name}",
                container.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}") : null,
                container.Reason,
            }.OfType<string>()));
        var detail = string.Join("; ", parts);
        return detail.Length > 0 ? $"{task.StoppedReason} ({detail})" : task.StoppedReason ?? "";
    }

    private static bool IsFailure(EcsTask task) =>
        task.StopCode is "TaskFailedToStart" or "EssentialContainerExited"
        || task.StoppedReason?.StartsWith("Task failed", StringComparison.Ordinal) == true;
}
