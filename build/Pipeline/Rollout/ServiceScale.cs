using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using EcsTask = Amazon.ECS.Model.Task;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Rollout;

/// <summary>Sets a service's count, and waits until its tasks run and the load balancer finds them healthy.</summary>
public sealed class ServiceScale(IAmazonECS ecs, TaskEvidence evidence, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Starts tasks and waits for them.</summary>
    /// <returns>Why they do not become healthy; null when they are.</returns>
    public async Task<string?> StartAsync(string taskDefinitionArn, int count, InfraOutputs infra, CancellationToken cancellationToken)
    {
        // Which tasks have died before is known by their names: this machine's clock need not agree with that of ECS.
        var before = (await FindStoppedAsync(infra, taskDefinitionArn, cancellationToken)).Select(task => task.TaskArn).ToHashSet();
        log.Info($"starting {count} tasks of {taskDefinitionArn[(taskDefinitionArn.LastIndexOf('/') + 1)..]}");
        await SetAsync(count, infra, cancellationToken);
        var deadline = time.GetUtcNow() + Patience;
        while (true)
        {
            var set = await FindPrimaryAsync(infra, cancellationToken);
            if (set is not null && set.RunningCount >= count && set.StabilityStatus == StabilityStatus.STEADY_STATE) return null;
            var dead = (await FindStoppedAsync(infra, taskDefinitionArn, cancellationToken)).Where(task => !before.Contains(task.TaskArn)).ToList();
            if (dead.Count >= CircuitBreaker.Limit || time.GetUtcNow() >= deadline)
                return dead.Count > 0
                    ? await evidence.DescribeAsync(infra, dead[0], cancellationToken)
                    : $"after {Patience.TotalMinutes} minutes {set?.RunningCount ?? 0} of {count} tasks run and are healthy";
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    /// <summary>Sets the count.</summary>
    public async Task SetAsync(int count, InfraOutputs infra, CancellationToken cancellationToken) =>
        await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = infra.ClusterName, Service = infra.ServiceName, DesiredCount = count }, cancellationToken);

    // One-off tasks have the same definition: they end well.
    private async Task<IReadOnlyList<EcsTask>> FindStoppedAsync(InfraOutputs infra, string taskDefinitionArn, CancellationToken cancellationToken) =>
        [.. (await evidence.FindStoppedAsync(infra, taskDefinitionArn, DateTimeOffset.MinValue, cancellationToken)).Where(task => task.StartedBy?.StartsWith("ecs-svc/", StringComparison.Ordinal) == true)];

    private async Task<TaskSet?> FindPrimaryAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        var response = await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = infra.ClusterName, Services = [infra.ServiceName] }, cancellationToken);
        return response.Services?.FirstOrDefault()?.TaskSets?.FirstOrDefault(set => set.Status == "PRIMARY");
    }
}
