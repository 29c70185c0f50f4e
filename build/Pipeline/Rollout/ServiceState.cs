using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Rollout;

/// <summary>What serves now.</summary>
/// <param name="TaskDefinitionArn">Task definition of the task set that takes the traffic.</param>
public sealed record ServiceState(string TaskDefinitionArn, int Desired, int Running)
{
    /// <summary>The service's task sets; empty under ECS's own controller.</summary>
    public IReadOnlyList<ObservedTaskSet> TaskSets { get; init; } = [];

    /// <summary>The task set that takes the traffic; null when there is none.</summary>
    public ObservedTaskSet? Primary => TaskSets.FirstOrDefault(set => set.Status == "PRIMARY");

    /// <summary>Observes a service.</summary>
    /// <exception cref="PipelineException">It is not there.</exception>
    public static async Task<ServiceState> ReadAsync(IAmazonECS ecs, string cluster, string service, CancellationToken cancellationToken)
    {
        var found = await FindAsync(ecs, cluster, service, cancellationToken);
        if (found is not { Status: "ACTIVE" })
            throw new PipelineException(
                found is null ? $"There is no service {service} in the cluster {cluster}." : $"The service {service} in the cluster {cluster} is {found.Status}: it was deleted.",
                "Run ./build.sh Plan Apply first: together they look at everything and make again what is missing.");
        var sets = (found.TaskSets ?? []).Select(Read).ToList();
        var primary = sets.Find(set => set.Status == "PRIMARY");
        return new ServiceState(primary?.TaskDefinitionArn ?? found.TaskDefinition, found.DesiredCount ?? 0, primary?.Running ?? found.RunningCount ?? 0) { TaskSets = sets };
    }

    // ECS goes on to describe a deleted service for a while, as DRAINING and INACTIVE (botocore ecs Service.status).
    private static async Task<Service?> FindAsync(IAmazonECS ecs, string cluster, string service, CancellationToken cancellationToken)
    {
        try
        {
            var services = (await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = cluster, Services = [service] }, cancellationToken)).Services ?? [];
            return services.FirstOrDefault(item => item.Status == "ACTIVE") ?? services.FirstOrDefault();
        }
        catch (ClusterNotFoundException)
        {
            return null;
        }
    }

    private static ObservedTaskSet Read(TaskSet set) => new(set.Id, set.Status, set.TaskDefinition)
    {
        TargetGroupArn = set.LoadBalancers?.FirstOrDefault()?.TargetGroupArn,
        Running = set.RunningCount ?? 0,
        IsSteady = set.StabilityStatus == StabilityStatus.STEADY_STATE,
    };
}

/// <summary>A task set as ECS shows it.</summary>
/// <param name="Status">PRIMARY, ACTIVE or DRAINING.</param>
public sealed record ObservedTaskSet(string Id, string Status, string TaskDefinitionArn)
{
    /// <summary>Where its tasks are registered.</summary>
    public string? TargetGroupArn { get; init; }

    /// <summary>Its tasks that run.</summary>
    public int Running { get; init; }

    /// <summary>Whether all its tasks run and the load balancer finds them healthy (botocore ecs TaskSet.stabilityStatus).</summary>
    public bool IsSteady { get; init; }
}
