using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Rollout;

/// <summary>
/// The first release of a service: there is no traffic to shift, so it is deployed at zero tasks, which makes its task set
/// the primary one, and then scaled to what Terraform asks for.
/// </summary>
public sealed class FirstRelease(IAmazonECS ecs, TaskEvidence evidence, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Scales up and waits until all tasks run and the load balancer finds them healthy.</summary>
    public async Task<DeploymentEnd> ScaleUpAsync(string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        log.Info($"first release: starting {infra.DesiredCount} tasks");
        await ScaleAsync(infra, infra.DesiredCount, cancellationToken);
        while (true)
        {
            var set = await FindPrimaryAsync(infra, cancellationToken);
            if (set is not null && set.RunningCount >= infra.DesiredCount && set.StabilityStatus == StabilityStatus.STEADY_STATE)
                return new DeploymentEnd(RolloutOutcome.Live, null);
            var dead = await evidence.FindStoppedAsync(infra, taskDefinitionArn, began, cancellationToken);
            if (dead.Count >= CircuitBreaker.Limit || time.GetUtcNow() - began > Patience)
            {
                await ScaleAsync(infra, 0, cancellationToken);
                var why = dead.Count > 0 ? await evidence.DescribeAsync(infra, dead[0], cancellationToken) : $"after {Patience.TotalMinutes} minutes {set?.RunningCount ?? 0} of {infra.DesiredCount} tasks run and are healthy";
                return new DeploymentEnd(RolloutOutcome.Failed, $"The first release does not become healthy, and there is no older one to go back to (the service is at zero tasks again).\n  {why}");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task ScaleAsync(InfraOutputs infra, int count, CancellationToken cancellationToken) =>
        await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = infra.ClusterName, Service = infra.ServiceName, DesiredCount = count }, cancellationToken);

    private async Task<TaskSet?> FindPrimaryAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        var response = await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = infra.ClusterName, Services = [infra.ServiceName] }, cancellationToken);
        return response.Services.Single().TaskSets?.FirstOrDefault(set => set.Status == "PRIMARY");
    }
}
