using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Rollout;

/// <summary>What serves now.</summary>
/// <param name="TaskDefinitionArn">Its task definition, or another revision of the same content when ECS starts no tasks of that one any more.</param>
/// <param name="Image">Its image, by digest.</param>
public sealed record LiveRelease(string TaskDefinitionArn, string Image)
{
    /// <summary>Looks it up.</summary>
    /// <exception cref="PipelineException">Nothing was rolled out yet, or its task definition was deleted.</exception>
    public static async Task<LiveRelease> ReadAsync(IAmazonECS ecs, InfraOutputs infra, IStageLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ecs);
        ArgumentNullException.ThrowIfNull(infra);
        ArgumentNullException.ThrowIfNull(log);
        var service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        var found = await DescribeAsync(ecs, service.TaskDefinitionArn, infra, cancellationToken);
        var image = found.TaskDefinition.ContainerDefinitions?.Find(container => container.Name == infra.ContainerName)?.Image ?? "no image";
        if (!image.Contains("@sha256:", StringComparison.Ordinal))
            throw new PipelineException($"No release serves in {infra.Region}: the service has {image} of the infrastructure's own making.", $"Deploy first: ./build.sh Deploy --region {infra.Region}.");
        var (arn, isNew) = await new TaskDefinitions(ecs).EnsureActiveAsync(found, infra.ContainerName, cancellationToken);
        if (arn != service.TaskDefinitionArn)
            log.Warn($"{Name(service.TaskDefinitionArn)}, which serves, is {found.TaskDefinition.Status}: {(isNew ? "registered the same content as" : "taking the same content of")} {Name(arn)}; ./build.sh Deploy rolls it out");
        return new LiveRelease(arn, image);
    }

    private static async Task<DescribeTaskDefinitionResponse> DescribeAsync(IAmazonECS ecs, string arn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        try
        {
            return await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = arn, Include = ["TAGS"] }, cancellationToken);
        }
        catch (ClientException exception)
        {
            throw new PipelineException(
                $"The task definition {Name(arn)}, which serves in {infra.Region}, was deleted: {exception.Message}",
                $"Deploy again, which registers it: ./build.sh Deploy --region {infra.Region}.", exception);
        }
    }

    private static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
