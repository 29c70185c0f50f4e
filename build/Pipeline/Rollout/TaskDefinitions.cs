using Amazon.ECS;
using Amazon.ECS.Model;

namespace Notejam.Pipeline.Rollout;

/// <summary>Registers task definitions, only when they differ.</summary>
public sealed class TaskDefinitions(IAmazonECS ecs)
{
    /// <summary>The newest registered revision of the family that equals the document; null when the newest is another.</summary>
    public async Task<string?> FindAsync(TaskDefinitionDocument document, CancellationToken cancellationToken)
    {
        try
        {
            var response = await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = document.Family, Include = ["TAGS"] }, cancellationToken);
            return response.Tags?.Any(tag => tag.Key == TaskDefinitionDocument.HashTag && tag.Value == document.Hash) == true
                ? response.TaskDefinition.TaskDefinitionArn
                : null;
        }
        catch (ClientException)
        {
            // "Unable to describe task definition": ECS has no better code for a family without an active revision.
            return null;
        }
    }

    /// <summary>Registers the document.</summary>
    /// <returns>The new revision's ARN.</returns>
    public async Task<string> RegisterAsync(TaskDefinitionDocument document, CancellationToken cancellationToken) =>
        (await ecs.RegisterTaskDefinitionAsync(document.ToRequest(), cancellationToken)).TaskDefinition.TaskDefinitionArn;
}
