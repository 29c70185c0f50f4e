using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>Takes back the task definitions that the pipeline has registered: no Terraform state knows them.</summary>
public sealed class TaskDefinitionSweep(IAmazonECS ecs, string region, IStageLog log)
{
    // AWS takes ten at once.
    private const int Batch = 10;

    /// <summary>Deregisters and deletes all revisions of a family.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveAsync(string family, CancellationToken cancellationToken)
    {
        foreach (var arn in await ListAsync(family, TaskDefinitionStatus.ACTIVE, cancellationToken))
            await ecs.DeregisterTaskDefinitionAsync(new DeregisterTaskDefinitionRequest { TaskDefinition = arn }, cancellationToken);
        var inactive = await ListAsync(family, TaskDefinitionStatus.INACTIVE, cancellationToken);
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
