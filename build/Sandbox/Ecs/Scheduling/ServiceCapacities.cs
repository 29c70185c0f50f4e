using Notejam.Sandbox.Ecs.Api;
using Notejam.Sandbox.Ecs.Model;

namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>Desired counts for Application Auto Scaling.</summary>
internal sealed class ServiceCapacities(EcsStore store, EcsSignal signal, TimeProvider clock) : IServiceCapacity
{
    /// <inheritdoc />
    public ServiceCapacity? Find(string region, string cluster, string service) => store.Read(region, state =>
        Active(state, cluster, service) is { } found
            ? new ServiceCapacity(
                found.DesiredCount,
                found.Primary is { } primary ? state.LiveTasksOf(primary.Id).Count(task => task.IsWanted && task.LastStatus == TaskStatuses.Running) : 0,
                found.TaskSets.Count > 1)
            : null);

    /// <inheritdoc />
    public bool Change(string region, string cluster, string service, int from, int to)
    {
        if (Find(region, cluster, service)?.Desired != from) return false;
        var changed = store.Write(region, state =>
        {
            if (Active(state, cluster, service) is not { } found || found.DesiredCount != from) return false;
            found.DesiredCount = to;
            // A replacement that a deployment is bringing up is to be as large as what it replaces.
            foreach (var set in found.TaskSets.Where(set => set.Status != "DRAINING"))
            {
                set.Desired = to;
                set.UpdatedAt = clock.GetUtcNow();
            }

            return true;
        });
        if (changed) signal.Pulse();
        return changed;
    }

    private static ServiceRecord? Active(EcsRegion state, string cluster, string service) =>
        state.Services.Values.FirstOrDefault(each => each.ClusterName == EcsLookups.NameOf(cluster) && each.Name == service && each.Status == "ACTIVE");
}
