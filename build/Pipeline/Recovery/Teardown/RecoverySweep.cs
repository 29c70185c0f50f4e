using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Recovery.Teardown;

/// <summary>Removes what recoveries have made outside Terraform: databases and task definitions, and only what carries the tag.</summary>
/// <param name="tag">The tag: of drills, or of failovers.</param>
internal sealed class RecoverySweep(IAmazonRDS rds, IAmazonECS ecs, string tag, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    // RDS takes minutes to let an instance go.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Deletes an environment's recovered databases and waits until they are gone. One without the tag is left, and told by the search for leftovers.</summary>
    /// <param name="prefix">Begin of their names.</param>
    /// <returns>Those that were deleted.</returns>
    public async Task<IReadOnlyList<string>> DeleteDatabasesAsync(string prefix, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + Patience;
        var deleted = new SortedSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var standing = (await FindDatabasesAsync(prefix, cancellationToken)).Where(HasTag).ToList();
            if (standing.Count == 0 || time.GetUtcNow() > deadline) return [.. deleted];
            foreach (var instance in standing.Where(instance => instance.DBInstanceStatus != "deleting"))
            {
                if (deleted.Add(instance.DBInstanceIdentifier)) log.Info($"deleting database {instance.DBInstanceIdentifier}");
                await DeleteAsync(instance, cancellationToken);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    /// <summary>Deregisters and deletes the task definitions.</summary>
    /// <param name="family">Their family.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteTaskDefinitionsAsync(string family, CancellationToken cancellationToken) =>
        await new Infra.Teardown.TaskDefinitionSweep(ecs, "the disaster-recovery region", log).RemoveAsync(family, cancellationToken);

    /// <summary>Stops tasks that were started by name and not by a service, if they are of our family: anybody may start tasks under any name.</summary>
    public async Task StopTasksAsync(string cluster, string family, IReadOnlyList<string> startedBy, CancellationToken cancellationToken)
    {
        foreach (var starter in startedBy)
        {
            var found = await new StartedTasks(ecs).FindAsync(cluster, family, starter, cancellationToken);
            foreach (var arn in found.Select(task => task.TaskArn)) await ecs.StopTaskAsync(new StopTaskRequest { Cluster = cluster, Task = arn, Reason = "The recovery is over" }, cancellationToken);
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
