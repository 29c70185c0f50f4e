using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;
using EcsTask = Amazon.ECS.Model.Task;

namespace Notejam.Pipeline.Migration;

/// <summary>
/// Registers the release's task definition, when it differs, and migrates the database with a one-off task of the same
/// image before any traffic reaches it.
/// </summary>
public sealed class MigrateStage(IAmazonECS ecs, TaskDefinitions definitions, TaskEvidence evidence, TimeProvider time, IStageLog log)
{
    private const string StartedBy = "notejam-migrate";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Runs the stage.</summary>
    /// <param name="revision">What the release's tasks say that they are made from.</param>
    /// <exception cref="PipelineException">The task could not start, or the migration failed.</exception>
    public async Task<StageResult<Records.Migration>> RunAsync(PushedImage image, InfraOutputs infra, SourceRevision revision, CancellationToken cancellationToken = default)
    {
        var document = new TaskDefinitionDocument(infra.TaskDefinitionTemplate, infra.ContainerName, image.Reference, revision.IsModified ? $"{revision.Commit}+{revision.Tree}" : revision.Commit);
        var service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        var registered = await definitions.FindAsync(document, service.TaskDefinitionArn, cancellationToken);
        if (registered is not null && registered == service.TaskDefinitionArn)
            return StageResult.Skipped(new Records.Migration(registered, image.Digest, null), $"{Name(registered)} is unchanged and live, its schema with it");

        if (registered is null)
        {
            registered = await definitions.RegisterAsync(document, cancellationToken);
            log.Info($"registered {Name(registered)}");
        }

        var task = await FindRunningAsync(registered, infra, cancellationToken);
        if (task is not null) log.Info($"task {Name(task.TaskArn)} of a run that was killed still migrates the database: waiting for it");
        else log.Info($"migrating the database in task {Name((task = await StartAsync(registered, infra, cancellationToken)).TaskArn)}");
        task = await WaitAsync(task, infra, cancellationToken);
        var exitCode = task.Containers?.FirstOrDefault(container => container.Name == infra.ContainerName)?.ExitCode;
        if (exitCode != 0)
            throw new PipelineException($"The migration failed: {await evidence.DescribeAsync(infra, task, cancellationToken)}", "The old release serves as before. Correct the migration and deploy again.");
        return StageResult.Done(new Records.Migration(registered, image.Digest, task.TaskArn), $"{Name(registered)}: database migrated");
    }

    /// <summary>Two migrations at once would meet in the database: the one that runs is followed.</summary>
    private async Task<EcsTask?> FindRunningAsync(string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var arns = (await ecs.ListTasksAsync(new ListTasksRequest { Cluster = infra.ClusterName, StartedBy = StartedBy }, cancellationToken)).TaskArns;
        if (arns is not { Count: > 0 }) return null;
        var tasks = (await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = infra.ClusterName, Tasks = arns }, cancellationToken)).Tasks ?? [];
        var running = tasks.FirstOrDefault(task => task.LastStatus != "STOPPED");
        if (running is not null && running.TaskDefinitionArn != taskDefinitionArn)
            throw new PipelineException($"The migration of another release, {Name(running.TaskDefinitionArn)}, is under way in task {Name(running.TaskArn)}.", $"Wait for it, or stop it: aws ecs stop-task --cluster {infra.ClusterName} --task {Name(running.TaskArn)} --region {infra.Region}");
        return running;
    }

    private async Task<EcsTask> StartAsync(string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var response = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = infra.ClusterName,
            TaskDefinition = taskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            Count = 1,
            StartedBy = StartedBy,
            Overrides = new TaskOverride { ContainerOverrides = [new ContainerOverride { Name = infra.ContainerName, Command = ["migrate"] }] },
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = [.. infra.SubnetIds], SecurityGroups = [.. infra.SecurityGroupIds], AssignPublicIp = AssignPublicIp.DISABLED },
            },
        }, cancellationToken);
        if (response.Tasks?.Count == 1) return response.Tasks[0];
        var reasons = (response.Failures ?? []).Select(failure => $"{failure.Reason} {failure.Detail}".Trim());
        throw new PipelineException($"ECS did not start the migration task: {string.Join("; ", reasons)}");
    }

    private async Task<EcsTask> WaitAsync(EcsTask task, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + Patience;
        while (task.LastStatus != "STOPPED")
        {
            if (time.GetUtcNow() >= deadline)
                throw new PipelineException($"The migration task {Name(task.TaskArn)} is {task.LastStatus} after {Patience.TotalMinutes} minutes.", $"It goes on: look at the log group {infra.LogGroupName}, and deploy again when it has ended.");
            await System.Threading.Tasks.Task.Delay(Interval, time, cancellationToken);
            task = (await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = infra.ClusterName, Tasks = [task.TaskArn] }, cancellationToken)).Tasks.Single();
        }

        return task;
    }

    private static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
