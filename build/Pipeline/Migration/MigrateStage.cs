using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;
using EcsTask = Amazon.ECS.Model.Task;

namespace Notejam.Pipeline.Migration;

/// <summary>
/// Registers the release's task definition, when it differs, and migrates the database with a one-off task of the same
/// image before any traffic reaches it.
/// </summary>
/// <param name="migration">The one-off task.</param>
public sealed class MigrateStage(IAmazonECS ecs, TaskDefinitions definitions, OneOffTask migration, IStageLog log)
{
    /// <summary>Marks the tasks of migrations.</summary>
    public const string StartedBy = "notejam-migrate";

    /// <summary>Runs the stage.</summary>
    /// <param name="revision">What the release's tasks say that they are made from.</param>
    /// <exception cref="PipelineException">The task could not start, or the migration failed.</exception>
    public async Task<StageResult<Records.Migration>> RunAsync(PushedImage image, InfraOutputs infra, SourceRevision revision, CancellationToken cancellationToken = default)
    {
        var document = new TaskDefinitionDocument(infra.TaskDefinitionTemplate, infra.ContainerName, image.Reference, revision.IsModified ? $"{revision.Commit}+{revision.Tree}" : revision.Commit);
        var service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        var registered = await definitions.FindAsync(document, service.TaskDefinitionArn, cancellationToken);
        // A task is ready on its own schema only (app/README.md, /healthz/ready): all of them being healthy proves that.
        if (registered is not null && registered == service.TaskDefinitionArn && service is { Desired: > 0, Primary.IsSteady: true })
            return StageResult.Skipped(new Records.Migration(registered, image.Digest, null), $"{Name(registered)} is unchanged and live, its schema with it: {service.Running} tasks are ready");

        if (registered is null)
        {
            registered = await definitions.RegisterAsync(document, cancellationToken);
            log.Info($"registered {Name(registered)}");
        }

        var task = await FindRunningAsync(registered, infra, cancellationToken);
        if (task is not null) log.Info($"task {Name(task.TaskArn)} of a run that was killed still migrates the database: waiting for it");
        else log.Info($"migrating the database in task {Name((task = await migration.StartAsync(infra, registered, ["migrate"], cancellationToken)).TaskArn)}");
        task = await migration.WaitAsync(infra, task, "The old release serves as before. Correct the migration and deploy again.", cancellationToken);
        return StageResult.Done(new Records.Migration(registered, image.Digest, task.TaskArn), $"{Name(registered)}: database migrated");
    }

    /// <summary>Two migrations at once would meet in the database: the one that runs is followed.</summary>
    private async Task<EcsTask?> FindRunningAsync(string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var running = await migration.FindRunningAsync(infra, cancellationToken);
        if (running is not null && running.TaskDefinitionArn != taskDefinitionArn)
            throw new PipelineException($"The migration of another release, {Name(running.TaskDefinitionArn)}, is under way in task {Name(running.TaskArn)}.", $"Wait for it, or stop it: aws ecs stop-task --cluster {infra.ClusterName} --task {Name(running.TaskArn)} --region {infra.Region}");
        return running;
    }

    private static string Name(string arn) => OneOffTask.Name(arn);
}
