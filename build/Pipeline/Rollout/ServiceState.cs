using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Rollout;

/// <summary>What serves now.</summary>
/// <param name="TaskDefinitionArn">Task definition of the task set that takes the traffic.</param>
public sealed record ServiceState(string TaskDefinitionArn, int Desired, int Running)
{
    /// <summary>Whether nothing has been released into the service yet.</summary>
    public bool IsEmpty => Desired == 0 && Running == 0;

    /// <summary>Whether all tasks that are wanted run.</summary>
    public bool IsSteady => Desired > 0 && Running == Desired;

    /// <summary>Observes a service.</summary>
    /// <exception cref="PipelineException">It is not there.</exception>
    public static async Task<ServiceState> ReadAsync(IAmazonECS ecs, string cluster, string service, CancellationToken cancellationToken)
    {
        var response = await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = cluster, Services = [service] }, cancellationToken);
        var found = response.Services?.FirstOrDefault(item => item.Status == "ACTIVE")
            ?? throw new PipelineException($"There is no service {service} in the cluster {cluster}.", "Run ./build.sh Apply first.");
        var primary = found.TaskSets?.FirstOrDefault(set => set.Status == "PRIMARY");
        return new ServiceState(primary?.TaskDefinition ?? found.TaskDefinition, found.DesiredCount ?? 0, primary?.RunningCount ?? found.RunningCount ?? 0);
    }
}
