using Amazon.ECS;
using Amazon.ECS.Model;

namespace Notejam.Hooks.Redeployment;

/// <summary>The task definition to deploy the running release with: its own, or another revision of the same content once that was deregistered.</summary>
/// <param name="Arn">It; null when there is none.</param>
/// <param name="Problem">Why there is none.</param>
internal sealed record RunnableDefinition(string? Arn, string? Problem)
{
    // The pipeline's hash of the content (build/Pipeline/Rollout/TaskDefinitionDocument.cs).
    private const string HashTag = "notejam:definition";

    /// <summary>Looks. CodeDeploy starts no task of a revision that is not ACTIVE: to try would only fail, again and again.</summary>
    public static async Task<RunnableDefinition> FindAsync(IAmazonECS ecs, string arn, CancellationToken cancellationToken)
    {
        var own = await DescribeAsync(ecs, arn, cancellationToken);
        if (own?.TaskDefinition.Status == TaskDefinitionStatus.ACTIVE) return new RunnableDefinition(arn, null);
        if (own is not null && Hash(own) is { } hash && await DescribeAsync(ecs, own.TaskDefinition.Family, cancellationToken) is { } newest && Hash(newest) == hash && Images(newest).SequenceEqual(Images(own)))
            return new RunnableDefinition(newest.TaskDefinition.TaskDefinitionArn, null);
        return new RunnableDefinition(null, $"the task definition {arn[(arn.LastIndexOf('/') + 1)..]} that serves is {own?.TaskDefinition.Status.Value ?? "deleted"}, and ECS starts no task of it: run ./build.sh Deploy, which registers it again");
    }

    private static string? Hash(DescribeTaskDefinitionResponse found) => found.Tags?.Find(tag => tag.Key == HashTag)?.Value;

    private static IEnumerable<string> Images(DescribeTaskDefinitionResponse found) => (found.TaskDefinition.ContainerDefinitions ?? []).Select(container => container.Image);

    private static async Task<DescribeTaskDefinitionResponse?> DescribeAsync(IAmazonECS ecs, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = name, Include = ["TAGS"] }, cancellationToken);
        }
        catch (ClientException)
        {
            // ECS has no better code for what was deleted, or for a family without an active revision.
            return null;
        }
    }
}
