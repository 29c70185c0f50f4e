using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using EcsTask = Amazon.ECS.Model.Task;

namespace Notejam.Pipeline.Tasks;

/// <summary>A command of Notejam's image, run once, in the network and with the secrets that the service's tasks have.</summary>
/// <param name="what">What it does, for messages: <c>migration</c>.</param>
/// <param name="startedBy">Marks its tasks, so that a later run finds one that a killed run has started.</param>
/// <param name="patience">How long it may take; a quarter of an hour when null.</param>
public sealed class OneOffTask(IAmazonECS ecs, IAmazonCloudWatchLogs logs, TaskEvidence evidence, TimeProvider time, string what, string startedBy, TimeSpan? patience = null)
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // CloudWatch shows a line some seconds after it was written.
    private static readonly TimeSpan PatienceWithLogs = TimeSpan.FromMinutes(1);

    /// <summary>A task of this kind that still runs; null when there is none.</summary>
    public async Task<EcsTask?> FindRunningAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(infra);
        return await new StartedTasks(ecs).FindAsync(infra.ClusterName, (string)infra.TaskDefinitionTemplate["family"]!, startedBy, cancellationToken) is [var first, ..] ? first : null;
    }

    /// <summary>Starts a task.</summary>
    /// <exception cref="PipelineException">ECS did not start it.</exception>
    public async Task<EcsTask> StartAsync(InfraOutputs infra, string taskDefinitionArn, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var response = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = infra.ClusterName,
            TaskDefinition = taskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            Count = 1,
            StartedBy = startedBy,
            Overrides = new TaskOverride { ContainerOverrides = [new ContainerOverride { Name = infra.ContainerName, Command = [.. command] }] },
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = [.. infra.SubnetIds], SecurityGroups = [.. infra.SecurityGroupIds], AssignPublicIp = AssignPublicIp.DISABLED },
            },
        }, cancellationToken);
        if (response.Tasks?.Count == 1) return response.Tasks[0];
        var reasons = (response.Failures ?? []).Select(failure => $"{failure.Reason} {failure.Detail}".Trim());
        throw new PipelineException($"ECS did not start the {what} task: {string.Join("; ", reasons)}");
    }

    /// <summary>Waits for a task's end.</summary>
    /// <param name="remedy">What to do when it fails.</param>
    /// <exception cref="PipelineException">It failed, or has not ended in its time.</exception>
    public async Task<EcsTask> WaitAsync(InfraOutputs infra, EcsTask task, string? remedy, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + _patience;
        while (task.LastStatus != "STOPPED")
        {
            if (time.GetUtcNow() >= deadline)
                throw new PipelineException($"The {what} task {Name(task.TaskArn)} is {task.LastStatus} after {_patience.TotalMinutes} minutes.", $"It goes on: look at the log group {infra.LogGroupName}, and run this again when it has ended.");
            await System.Threading.Tasks.Task.Delay(Interval, time, cancellationToken);
            // Right after RunTask, ECS may still call it MISSING.
            task = (await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = infra.ClusterName, Tasks = [task.TaskArn] }, cancellationToken)).Tasks?.FirstOrDefault() ?? task;
        }

        // Image, log group, secret: what a task needs to begin with, and its command is not to blame.
        if (task.StopCode == TaskStopCode.TaskFailedToStart)
            throw new PipelineException($"The {what} could not start: {await evidence.DescribeAsync(infra, task, cancellationToken)}", "When what it names was deleted: ./build.sh Plan Apply makes it again, and Push an image. Then run this again.");
        var exitCode = task.Containers?.FirstOrDefault(container => container.Name == infra.ContainerName)?.ExitCode;
        return exitCode == 0 ? task : throw new PipelineException($"The {what} failed: {await evidence.DescribeAsync(infra, task, cancellationToken)}", remedy);
    }

    /// <summary>Runs a command to its end and returns the last line that it wrote.</summary>
    /// <exception cref="PipelineException">It did not start, it failed, or what it wrote does not appear in its log.</exception>
    public async Task<string> AskAsync(InfraOutputs infra, string taskDefinitionArn, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var task = await WaitAsync(infra, await StartAsync(infra, taskDefinitionArn, command, cancellationToken), null, cancellationToken);
        var stream = TaskEvidence.StreamOf(infra, Name(task.TaskArn)) ?? throw new PipelineException($"The task definition {Name(taskDefinitionArn)} writes no log that could be read.", "Give the container the awslogs driver with a stream prefix.");
        var deadline = time.GetUtcNow() + PatienceWithLogs;
        while (true)
        {
            if (await LastLineAsync(infra, stream, cancellationToken) is { } line) return line;
            if (time.GetUtcNow() >= deadline)
                throw new PipelineException($"The {what} task {Name(task.TaskArn)} ended well, but its answer is not in the log {infra.LogGroupName}/{stream} after {PatienceWithLogs.TotalSeconds} seconds.", "Run this again.");
            await System.Threading.Tasks.Task.Delay(Interval, time, cancellationToken);
        }
    }

    /// <summary>The last part of an ARN.</summary>
    public static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    private async Task<string?> LastLineAsync(InfraOutputs infra, string stream, CancellationToken cancellationToken)
    {
        try
        {
            var response = await logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = infra.LogGroupName, LogStreamName = stream, Limit = 1, StartFromHead = false }, cancellationToken);
            return response.Events is [.., var last] ? last.Message.TrimEnd() : null;
        }
        catch (Amazon.CloudWatchLogs.Model.ResourceNotFoundException)
        {
            return null;
        }
    }
}
