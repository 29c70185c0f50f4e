using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Rollout;

/// <summary>
/// The first release of a service: there is no traffic to shift, so it is deployed at zero tasks, which makes its task set
/// the primary one, and then scaled to what Terraform asks for. Until it has served it is marked, by a tag of its task
/// definition: a run that was killed goes on with it, and the next release finds no older one in it. Zero tasks prove
/// neither: people scale services too.
/// </summary>
public sealed class FirstRelease(IAmazonECS ecs, Deployments deployments, ServiceScale scale)
{
    /// <summary>The tag of a first release that has not served yet.</summary>
    public const string PendingTag = "notejam:first-release";

    /// <summary>Marks a release before it is deployed.</summary>
    public async Task MarkAsync(string taskDefinitionArn, CancellationToken cancellationToken) =>
        await ecs.TagResourceAsync(new TagResourceRequest { ResourceArn = taskDefinitionArn, Tags = [new Tag { Key = PendingTag, Value = "pending" }] }, cancellationToken);

    /// <summary>Scales up and waits until all tasks run and the load balancer finds them healthy.</summary>
    /// <param name="desired">What the service is set to; zero unless a run was killed, or somebody was faster.</param>
    public async Task<DeploymentEnd> ScaleUpAsync(string taskDefinitionArn, int desired, InfraOutputs infra, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(infra);
        // While the deployment waits to end the old task set, ECS would scale that too, whose image does not exist.
        await deployments.EndOldTasksAsync(infra, cancellationToken);
        if (await scale.StartAsync(taskDefinitionArn, desired > 0 ? desired : infra.DesiredCount, infra, cancellationToken) is { } why)
        {
            await scale.SetAsync(0, infra, cancellationToken);
            return new DeploymentEnd(RolloutOutcome.Failed, $"The first release does not become healthy, and there is no older one to go back to (the service is at zero tasks again).\n  {why}");
        }

        await ecs.UntagResourceAsync(new UntagResourceRequest { ResourceArn = taskDefinitionArn, TagKeys = [PendingTag] }, cancellationToken);
        return new DeploymentEnd(RolloutOutcome.Live, null);
    }
}
