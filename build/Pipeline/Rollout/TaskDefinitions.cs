using Amazon.ECS;
using Amazon.ECS.Model;

namespace Notejam.Pipeline.Rollout;

/// <summary>Registers task definitions, only when they differ.</summary>
public sealed class TaskDefinitions(IAmazonECS ecs)
{
    /// <summary>
    /// A registered revision that equals the document: the live one, so that going back to what serves is no change, or
    /// the family's newest. Null when both are others.
    /// </summary>
    public async Task<string?> FindAsync(TaskDefinitionDocument document, string liveArn, CancellationToken cancellationToken) =>
        await FindEqualAsync(document, liveArn, cancellationToken) ?? await FindEqualAsync(document, document.Family, cancellationToken);

    /// <summary>Registers the document.</summary>
    /// <returns>The new revision's ARN.</returns>
    public async Task<string> RegisterAsync(TaskDefinitionDocument document, CancellationToken cancellationToken) =>
        (await ecs.RegisterTaskDefinitionAsync(document.ToRequest(), cancellationToken)).TaskDefinition.TaskDefinitionArn;

    private async Task<string?> FindEqualAsync(TaskDefinitionDocument document, string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = name, Include = ["TAGS"] }, cancellationToken);
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
}
