using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;
using Service = Amazon.ECS.Model.Service;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Failover;

/// <summary>Takes an ECS service's tasks away, so that nobody writes into its database, and brings them back.</summary>
/// <param name="region">Its region, for messages.</param>
internal sealed class ServiceFreeze(IAmazonECS ecs, IAmazonApplicationAutoScaling scaling, string region, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Takes the tasks away and waits until none runs; autoscaling is suspended, so that none comes back.</summary>
    /// <returns>How many there were to be; 0 when it was frozen already.</returns>
    /// <exception cref="PipelineException">The service is not there, or tasks still run after a quarter of an hour.</exception>
    public async Task<int> FreezeAsync(string cluster, string service, CancellationToken cancellationToken)
    {
        var before = await FindAsync(cluster, service, cancellationToken);
        await SuspendScalingAsync(cluster, service, isSuspended: true, cancellationToken);
        if (before.DesiredCount is not 0) await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = cluster, Service = service, DesiredCount = 0 }, cancellationToken);
        var deadline = time.GetUtcNow() + Patience;
        while (await FindAsync(cluster, service, cancellationToken) is var now && (now.RunningCount > 0 || now.PendingCount > 0))
        {
            if (time.GetUtcNow() >= deadline)
                throw new PipelineException($"{now.RunningCount} tasks of {service} in {region} still run after {Patience.TotalMinutes} minutes.", "A rollout may be under way: stop its deployment (aws deploy stop-deployment) and run this again.");
            await Task.Delay(Interval, time, cancellationToken);
        }

        log.Info($"{region}: {service} is frozen, no task runs");
        return before.DesiredCount ?? 0;
    }

    /// <summary>Brings the tasks back and waits until all of them run.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="PipelineException">They do not all run after a quarter of an hour.</exception>
    public async Task ThawAsync(string cluster, string service, int count, CancellationToken cancellationToken)
    {
        await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = cluster, Service = service, DesiredCount = count }, cancellationToken);
        var deadline = time.GetUtcNow() + Patience;
        while (await ServiceState.ReadAsync(ecs, cluster, service, cancellationToken) is var now && now.Running < count)
        {
            if (time.GetUtcNow() >= deadline) throw new PipelineException($"{now.Running} of {count} tasks of {service} in {region} run after {Patience.TotalMinutes} minutes.", "Look at the events of the service and the log group of its tasks.");
            await Task.Delay(Interval, time, cancellationToken);
        }

        await SuspendScalingAsync(cluster, service, isSuspended: false, cancellationToken);
        log.Info($"{region}: {count} tasks of {service} run");
    }

    private async Task SuspendScalingAsync(string cluster, string service, bool isSuspended, CancellationToken cancellationToken)
    {
        var resource = $"service/{cluster}/{service}";
        var targets = (await scaling.DescribeScalableTargetsAsync(new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Ecs, ResourceIds = [resource] }, cancellationToken)).ScalableTargets ?? [];
        foreach (var target in targets)
            await scaling.RegisterScalableTargetAsync(new RegisterScalableTargetRequest
            {
                ServiceNamespace = ServiceNamespace.Ecs,
                ResourceId = resource,
                ScalableDimension = target.ScalableDimension,
                SuspendedState = new SuspendedState { DynamicScalingInSuspended = isSuspended, DynamicScalingOutSuspended = isSuspended, ScheduledScalingSuspended = isSuspended },
            }, cancellationToken);
    }

    private async Task<Service> FindAsync(string cluster, string service, CancellationToken cancellationToken) =>
        (await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = cluster, Services = [service] }, cancellationToken)).Services?.FirstOrDefault(found => found.Status == "ACTIVE")
        ?? throw new PipelineException($"There is no service {service} in the cluster {cluster} of {region}.", "Deploy there first, or leave it out of what is frozen.");
}
