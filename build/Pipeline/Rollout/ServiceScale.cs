using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;
using EcsTask = Amazon.ECS.Model.Task;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Rollout;

/// <summary>Sets a service's count, and waits until its tasks run and the load balancer finds them healthy.</summary>
public sealed class ServiceScale(IAmazonECS ecs, TaskEvidence evidence, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Starts tasks and waits for them.</summary>
    /// <returns>Why they do not become healthy; null when they are.</returns>
    public async Task<string?> StartAsync(string taskDefinitionArn, int count, InfraOutputs infra, CancellationToken cancellationToken)
    {
        // Which tasks have died before is known by their names: this machine's clock need not agree with that of ECS.
        var (earlier, blind) = await evidence.TryFindStoppedAsync(infra, taskDefinitionArn, DateTimeOffset.MinValue, cancellationToken);
        var before = earlier.Select(task => task.TaskArn).ToHashSet();
        if (blind is not null) log.Warn($"whether tasks die cannot be looked at ({blind}): waiting {Patience.TotalMinutes} minutes for them at most");
        log.Info($"starting {count} tasks of {taskDefinitionArn[(taskDefinitionArn.LastIndexOf('/') + 1)..]}");
        await SetAsync(count, infra, cancellationToken);
        TaskSet? set = null;
        IReadOnlyList<EcsTask> dead = [];
        await new Polling(time, log).UntilAsync($"the service {infra.ServiceName}", Patience, async cancellation =>
        {
            set = await FindPrimaryAsync(infra, cancellation);
            if (IsSteady()) return true;
            if (blind is null) dead = [.. (await FindStoppedAsync(infra, taskDefinitionArn, cancellation)).Where(task => !before.Contains(task.TaskArn))];
            return dead.Count >= CircuitBreaker.Limit;
        }, cancellationToken);
        if (IsSteady()) return null;
        return dead.Count > 0
            ? await evidence.DescribeAsync(infra, dead[0], cancellationToken)
            : $"after {Patience.TotalMinutes} minutes {set?.RunningCount ?? 0} of {count} tasks run and are healthy";

        bool IsSteady() => set is not null && set.RunningCount >= count && set.StabilityStatus == StabilityStatus.STEADY_STATE;
    }

    /// <summary>Sets the count.</summary>
    public async Task SetAsync(int count, InfraOutputs infra, CancellationToken cancellationToken) =>
        await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = infra.ClusterName, Service = infra.ServiceName, DesiredCount = count }, cancellationToken);

    // One-off tasks have the same definition: they end well.
    private async Task<IReadOnlyList<EcsTask>> FindStoppedAsync(InfraOutputs infra, string taskDefinitionArn, CancellationToken cancellationToken) =>
        [.. (await evidence.TryFindStoppedAsync(infra, taskDefinitionArn, DateTimeOffset.MinValue, cancellationToken)).Tasks.Where(task => task.StartedBy?.StartsWith("ecs-svc/", StringComparison.Ordinal) == true)];

    private async Task<TaskSet?> FindPrimaryAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        var response = await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = infra.ClusterName, Services = [infra.ServiceName] }, cancellationToken);
        return response.Services?.FirstOrDefault()?.TaskSets?.FirstOrDefault(set => set.Status == "PRIMARY");
    }
}
