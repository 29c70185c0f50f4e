using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;
using Service = Amazon.ECS.Model.Service;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Failover;

/// <summary>Takes an ECS service's tasks away, so that nobody writes into its database, and brings them back.</summary>
/// <param name="region">Its region, for messages.</param>
internal sealed class ServiceFreeze(IAmazonECS ecs, IAmazonApplicationAutoScaling scaling, string region, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PatienceWithScaling = TimeSpan.FromMinutes(2);

    /// <summary>Takes the tasks away and waits until none runs; autoscaling is suspended, so that none comes back.</summary>
    /// <returns>How many there were to be; 0 when it was frozen already.</returns>
    /// <exception cref="PipelineException">The service is not there, or tasks still run after a quarter of an hour.</exception>
    public async Task<int> FreezeAsync(string cluster, string service, CancellationToken cancellationToken)
    {
        var polling = new Polling(time, log);
        var before = (await polling.FindAsync($"the service {service} in {region}", Patience, async cancellation => await FindAsync(cluster, service, cancellation), cancellationToken))!;
        await SuspendScalingAsync(cluster, service, isSuspended: true, cancellationToken);
        var now = before;
        var isFrozen = await polling.UntilAsync($"the service {service} in {region}", Patience, async cancellation =>
        {
            now = await FindAsync(cluster, service, cancellation);
            if (now.DesiredCount is not 0)
            {
                await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = cluster, Service = service, DesiredCount = 0 }, cancellation);
                now = await FindAsync(cluster, service, cancellation);
            }

            return now is { DesiredCount: 0, RunningCount: not > 0, PendingCount: not > 0 };
        }, cancellationToken);
        if (!isFrozen) throw new PipelineException($"{now.RunningCount} tasks of {service} in {region} still run after {Patience.TotalMinutes} minutes.", "A rollout may be under way: stop its deployment (aws deploy stop-deployment) and run this again.");

        log.Info($"{region}: {service} is frozen, no task runs");
        return before.DesiredCount ?? 0;
    }

    /// <summary>Brings the tasks back and waits until all of them run.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="PipelineException">They do not all run after a quarter of an hour.</exception>
    public async Task ThawAsync(string cluster, string service, int count, CancellationToken cancellationToken)
    {
        var isAsked = false;
        var running = 0;
        var isThawed = await new Polling(time, log).UntilAsync($"the service {service} in {region}", Patience, async cancellation =>
        {
            if (!isAsked) await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = cluster, Service = service, DesiredCount = count }, cancellation);
            isAsked = true;
            running = (await ServiceState.ReadAsync(ecs, cluster, service, cancellation)).Running;
            return running >= count;
        }, cancellationToken);
        if (!isThawed) throw new PipelineException($"{running} of {count} tasks of {service} in {region} run after {Patience.TotalMinutes} minutes.", "Look at the events of the service and the log group of its tasks.");
        await SuspendScalingAsync(cluster, service, isSuspended: false, cancellationToken);
        log.Info($"{region}: {count} tasks of {service} run");
    }

    private async Task SuspendScalingAsync(string cluster, string service, bool isSuspended, CancellationToken cancellationToken)
    {
        var resource = $"service/{cluster}/{service}";
        var targets = (await scaling.DescribeScalableTargetsAsync(new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Ecs, ResourceIds = [resource] }, cancellationToken)).ScalableTargets ?? [];
        foreach (var target in targets)
            if (!await new Polling(time, log).UntilAsync($"the scaling of {service} in {region}", PatienceWithScaling, cancellation => TryRegisterAsync(resource, target, isSuspended, cancellation), cancellationToken))
                throw new PipelineException($"The scaling of {service} in {region} is changed by others, and has been for {PatienceWithScaling.TotalMinutes} minutes.", "Find out who (CloudTrail), then run this again.");
    }

    private async Task<bool> TryRegisterAsync(string resource, ScalableTarget target, bool isSuspended, CancellationToken cancellationToken)
    {
        try
        {
            await scaling.RegisterScalableTargetAsync(new RegisterScalableTargetRequest
            {
                ServiceNamespace = ServiceNamespace.Ecs,
                ResourceId = resource,
                ScalableDimension = target.ScalableDimension,
                SuspendedState = new SuspendedState { DynamicScalingInSuspended = isSuspended, DynamicScalingOutSuspended = isSuspended, ScheduledScalingSuspended = isSuspended },
            }, cancellationToken);
            return true;
        }
        catch (ConcurrentUpdateException)
        {
            // Another change is under way: after it.
            return false;
        }
    }

    private async Task<Service> FindAsync(string cluster, string service, CancellationToken cancellationToken) =>
        (await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = cluster, Services = [service] }, cancellationToken)).Services?.FirstOrDefault(found => found.Status == "ACTIVE")
        ?? throw new PipelineException($"There is no service {service} in the cluster {cluster} of {region}.", "Deploy there first, or leave it out of what is frozen.");
}
