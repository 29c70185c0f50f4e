using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Rollout;

/// <summary>What serves now.</summary>
/// <param name="TaskDefinitionArn">Its task definition.</param>
/// <param name="Image">Its image, by digest.</param>
public sealed record LiveRelease(string TaskDefinitionArn, string Image)
{
    /// <summary>Looks it up.</summary>
    /// <exception cref="PipelineException">Nothing was rolled out yet.</exception>
    public static async Task<LiveRelease> ReadAsync(IAmazonECS ecs, InfraOutputs infra, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ecs);
        ArgumentNullException.ThrowIfNull(infra);
        var service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        var definition = (await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = service.TaskDefinitionArn }, cancellationToken)).TaskDefinition;
        var image = definition.ContainerDefinitions.First(container => container.Name == infra.ContainerName).Image;
        return image.Contains("@sha256:", StringComparison.Ordinal)
            ? new LiveRelease(service.TaskDefinitionArn, image)
            : throw new PipelineException($"No release serves in {infra.Region}: the service has {image} of the infrastructure's own making.", $"Deploy first: ./build.sh Deploy --region {infra.Region}.");
    }
}
