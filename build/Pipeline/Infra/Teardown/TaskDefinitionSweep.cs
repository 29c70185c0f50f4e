using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>Takes back the task definitions that the pipeline has registered: no Terraform state knows them.</summary>
public sealed class TaskDefinitionSweep(IAmazonECS ecs, string region, IStageLog log)
{
    // AWS takes ten at once.
    private const int Batch = 10;

    /// <summary>Deregisters and deletes the revisions of a family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="tag">Only those that carry this tag, whatever its value; all when null.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveAsync(string family, string? tag, CancellationToken cancellationToken)
    {
        foreach (var arn in await FindAsync(family, tag, TaskDefinitionStatus.ACTIVE, cancellationToken))
            await ecs.DeregisterTaskDefinitionAsync(new DeregisterTaskDefinitionRequest { TaskDefinition = arn }, cancellationToken);
        var inactive = await FindAsync(family, tag, TaskDefinitionStatus.INACTIVE, cancellationToken);
        var refused = new List<string>();
        foreach (var batch in inactive.Chunk(Batch))
        {
            var answer = await ecs.DeleteTaskDefinitionsAsync(new DeleteTaskDefinitionsRequest { TaskDefinitions = [.. batch] }, cancellationToken);
            // What it does not delete it tells, and throws nothing.
            refused.AddRange((answer.Failures ?? []).Select(failure => $"{failure.Arn}: {failure.Reason} {failure.Detail}".TrimEnd()));
        }

        if (refused.Count > 0) log.Warn($"{region}: {refused.Count} task definitions of {family} are not deleted: {string.Join("; ", refused)}");
        var deleted = inactive.Count - refused.Count;
        if (deleted > 0) log.Info($"{region}: {deleted} task definitions of {family} deleted");
        return deleted;
    }

    private async Task<List<string>> FindAsync(string family, string? tag, TaskDefinitionStatus status, CancellationToken cancellationToken)
    {
        var all = await ListAsync(family, status, cancellationToken);
        if (tag is null) return all;
        var found = new List<string>();
        foreach (var arn in all)
        {
            var answer = await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = arn, Include = [TaskDefinitionField.TAGS] }, cancellationToken);
            if ((answer.Tags ?? []).Exists(each => each.Key == tag)) found.Add(arn);
        }

        return found;
    }

    private async Task<List<string>> ListAsync(string family, TaskDefinitionStatus status, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var request = new ListTaskDefinitionsRequest { FamilyPrefix = family, Status = status };
        do
        {
            var page = await ecs.ListTaskDefinitionsAsync(request, cancellationToken);
            // The prefix is only that: notejam-production also finds notejam-production-bootstrap, which is Terraform's.
            found.AddRange((page.TaskDefinitionArns ?? []).Where(arn => arn[(arn.LastIndexOf('/') + 1)..arn.LastIndexOf(':')] == family));
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return found;
    }
}
