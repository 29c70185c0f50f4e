using Amazon.ECS;
using Amazon.ECS.Model;

namespace Notejam.Pipeline.Rollout;

/// <summary>Registers task definitions, only when they differ.</summary>
public sealed class TaskDefinitions(IAmazonECS ecs)
{
    /// <summary>
    /// A registered revision that equals the document and may be run: the live one, so that going back to what serves is no
    /// change, or the family's newest. Null when both are others.
    /// </summary>
    public async Task<string?> FindAsync(TaskDefinitionDocument document, string liveArn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return await FindEqualAsync(document.Hash, document.Image, liveArn, cancellationToken) ?? await FindEqualAsync(document.Hash, document.Image, document.Family, cancellationToken);
    }

    /// <summary>Registers the document.</summary>
    /// <returns>The new revision's ARN.</returns>
    public async Task<string> RegisterAsync(TaskDefinitionDocument document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return (await ecs.RegisterTaskDefinitionAsync(document.ToRequest(), cancellationToken)).TaskDefinition.TaskDefinitionArn;
    }

    /// <summary>
    /// A revision of the same content that may be run: this one, the family's newest, or a new one. ECS goes on running the
    /// tasks of a deregistered revision and starts no other ones (botocore ecs DeregisterTaskDefinition).
    /// </summary>
    /// <returns>Its ARN, and whether it was registered now.</returns>
    public async Task<(string Arn, bool IsNew)> EnsureActiveAsync(DescribeTaskDefinitionResponse found, string containerName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        var definition = found.TaskDefinition;
        if (definition.Status == TaskDefinitionStatus.ACTIVE) return (definition.TaskDefinitionArn, false);
        var image = definition.ContainerDefinitions?.Find(container => container.Name == containerName)?.Image;
        var hash = found.Tags?.Find(tag => tag.Key == TaskDefinitionDocument.HashTag)?.Value;
        if (hash is not null && image is not null && await FindEqualAsync(hash, image, definition.Family, cancellationToken) is { } equal) return (equal, false);
        return ((await ecs.RegisterTaskDefinitionAsync(TaskDefinitionCopy.Of(found), cancellationToken)).TaskDefinition.TaskDefinitionArn, true);
    }

    private async Task<string?> FindEqualAsync(string hash, string image, string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = name, Include = ["TAGS"] }, cancellationToken);
            return response.TaskDefinition.Status == TaskDefinitionStatus.ACTIVE
                && response.Tags?.Any(tag => tag.Key == TaskDefinitionDocument.HashTag && tag.Value == hash) == true
                // A tag can be copied to another definition by hand.
                && response.TaskDefinition.ContainerDefinitions?.Any(container => container.Image == image) == true
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
