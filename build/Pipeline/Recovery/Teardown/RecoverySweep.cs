using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Recovery.Teardown;

/// <summary>Removes what recoveries have made outside Terraform: databases and task definitions, and only what carries the tag.</summary>
/// <param name="tag">The tag: of drills, or of failovers.</param>
internal sealed class RecoverySweep(IAmazonRDS rds, IAmazonECS ecs, string tag, TimeProvider time, IStageLog log)
{

    // RDS takes minutes to let an instance go.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Deletes an environment's recovered databases and waits until they are gone. One without the tag is left, and told by the search for leftovers.</summary>
    /// <param name="prefix">Begin of their names.</param>
    /// <returns>Those that were deleted.</returns>
    public async Task<IReadOnlyList<string>> DeleteDatabasesAsync(string prefix, CancellationToken cancellationToken)
    {
        var deleted = new SortedSet<string>(StringComparer.Ordinal);
        await new Polling(time, log) { Pace = Pace.Slow }.UntilAsync($"databases of {prefix}*", Patience, async cancellation =>
        {
            var standing = (await FindDatabasesAsync(prefix, cancellation)).Where(HasTag).ToList();
            foreach (var instance in standing.Where(instance => instance.DBInstanceStatus != "deleting"))
            {
                if (deleted.Add(instance.DBInstanceIdentifier)) log.Info($"deleting database {instance.DBInstanceIdentifier}");
                await DeleteAsync(instance, cancellation);
            }

            return standing.Count == 0;
        }, cancellationToken);
        return [.. deleted];
    }

    /// <summary>Deregisters and deletes the task definitions with the tag: in their family there may be a kept drill's, or a failover's.</summary>
    /// <param name="family">Their family.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteTaskDefinitionsAsync(string family, CancellationToken cancellationToken) =>
        await new Infra.Teardown.TaskDefinitionSweep(ecs, "the disaster-recovery region", log).RemoveAsync(family, tag, cancellationToken);

    /// <summary>Stops tasks that were started by name and not by a service, if they are of our family: anybody may start tasks under any name.</summary>
    public async Task StopTasksAsync(string cluster, string family, IReadOnlyList<string> startedBy, CancellationToken cancellationToken)
    {
        foreach (var starter in startedBy)
        {
            var found = await new StartedTasks(ecs).FindAsync(cluster, family, starter, cancellationToken);
            foreach (var arn in found.Select(task => task.TaskArn)) await StopAsync(cluster, arn, cancellationToken);
        }
    }

    private async Task StopAsync(string cluster, string arn, CancellationToken cancellationToken)
    {
        try
        {
            await ecs.StopTaskAsync(new StopTaskRequest { Cluster = cluster, Task = arn, Reason = "The recovery is over" }, cancellationToken);
        }
        catch (InvalidParameterException)
        {
            // "The referenced task was not found": it has ended meanwhile.
        }
    }

    private async Task DeleteAsync(DBInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            // One that people wrote to was protected.
            if (instance.DeletionProtection == true) await rds.ModifyDBInstanceAsync(new ModifyDBInstanceRequest { DBInstanceIdentifier = instance.DBInstanceIdentifier, DeletionProtection = false, ApplyImmediately = true }, cancellationToken);
            await rds.DeleteDBInstanceAsync(new DeleteDBInstanceRequest { DBInstanceIdentifier = instance.DBInstanceIdentifier, SkipFinalSnapshot = true, DeleteAutomatedBackups = true }, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDBInstanceStateException or DBInstanceNotFoundException)
        {
            // Still being made, or gone meanwhile: looked at again.
        }
        // "Cannot delete protected DB Instance": the protection was taken from it a moment ago, and counts until RDS has done so.
        catch (AmazonRDSException exception) when (exception.ErrorCode == "InvalidParameterCombination" && exception.Message.Contains("protect", StringComparison.OrdinalIgnoreCase))
        {
            log.Info($"{instance.DBInstanceIdentifier} is protected against deletion still: {exception.Message}");
        }
    }

    private async Task<List<DBInstance>> FindDatabasesAsync(string prefix, CancellationToken cancellationToken)
    {
        var found = new List<DBInstance>();
        await foreach (var instance in rds.Paginators.DescribeDBInstances(new DescribeDBInstancesRequest()).DBInstances.WithCancellation(cancellationToken))
            if (RecoveryName.IsOne(instance.DBInstanceIdentifier, prefix)) found.Add(instance);
        return found;
    }

    private bool HasTag(DBInstance instance) => instance.TagList?.Any(each => each.Key == tag && each.Value is { Length: > 0 }) == true;
}
