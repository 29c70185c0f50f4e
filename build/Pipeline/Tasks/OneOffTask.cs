using Amazon.CloudWatchLogs;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;
using EcsTask = Amazon.ECS.Model.Task;

namespace Notejam.Pipeline.Tasks;

/// <summary>A command of Notejam's image, run once, in the network and with the secrets that the service's tasks have.</summary>
/// <param name="what">What it does, for messages: <c>migration</c>.</param>
/// <param name="startedBy">Marks its tasks, so that a later run finds one that another run has started.</param>
/// <param name="patience">How long it may take; a quarter of an hour when null.</param>
/// <param name="follow">
/// Whether the lines of its log are shown while it runs; for one that rolls back what it has begun when it is stopped, which is what
/// happens to it when its time is over. Otherwise nothing is shown, and one that is late goes on.
/// </param>
public sealed class OneOffTask(IAmazonECS ecs, IAmazonCloudWatchLogs logs, TaskEvidence evidence, TimeProvider time, IStageLog log, string what, string startedBy, TimeSpan? patience = null, bool follow = false)
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromMinutes(15);

    // Most tasks end within half a minute; of those that do not, a few seconds more do not matter.
    private readonly Polling _polling = new(time, log) { Pace = Pace.Slow };

    // Fargate kills a container at most two minutes after it was told to stop.
    private static readonly TimeSpan PatienceWithStops = TimeSpan.FromMinutes(2);

    // ECS shows a task some seconds after it was started.
    private static readonly TimeSpan PatienceWithDescriptions = TimeSpan.FromMinutes(1);

    // CloudWatch shows a line some seconds after it was written.
    private static readonly TimeSpan PatienceWithLogs = TimeSpan.FromMinutes(1);

    // Where a task says which run has started it: unlike a tag, it needs no further permission.
    private const string RunVariable = "NOTEJAM_RUN";

    /// <summary>Knows this run, and tells of others.</summary>
    public RunPresence Runs { get; init; } = RunPresence.Here;

    /// <summary>The run that has started a task, with what is known of it.</summary>
    public string DescribeStarter(EcsTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var variables = (task.Overrides?.ContainerOverrides ?? []).SelectMany(overrides => overrides.Environment ?? []);
        return Runs.Describe(RunIdentity.Parse(variables.FirstOrDefault(variable => variable.Name == RunVariable)?.Value));
    }

    /// <summary>A task of this kind that still runs; null when there is none.</summary>
    public async Task<EcsTask?> FindRunningAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(infra);
        return await new StartedTasks(ecs).FindAsync(infra.ClusterName, (string)infra.TaskDefinitionTemplate["family"]!, startedBy, cancellationToken) is [var first, ..] ? first : null;
    }

    /// <summary>Starts a task.</summary>
    /// <exception cref="PipelineException">ECS did not start it.</exception>
    /// <param name="environment">Variables that the container has besides those of its task definition.</param>
    public async Task<EcsTask> StartAsync(InfraOutputs infra, string taskDefinitionArn, IReadOnlyList<string> command, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        var variables = (environment ?? new Dictionary<string, string>()).Append(new(RunVariable, Runs.Self.ToString()));
        var container = new ContainerOverride
        {
            Name = infra.ContainerName, Command = [.. command],
            Environment = [.. variables.Select(variable => new Amazon.ECS.Model.KeyValuePair { Name = variable.Key, Value = variable.Value })],
        };
        var response = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = infra.ClusterName,
            TaskDefinition = taskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            Count = 1,
            StartedBy = startedBy,
            // An answer that is lost is asked for again: that must not be a second task.
            ClientToken = Guid.NewGuid().ToString("N"),
            Overrides = new TaskOverride { ContainerOverrides = [container] },
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
        var shown = follow ? new TaskLog(logs, infra.LogGroupName, TaskEvidence.StreamOf(infra, Name(task.TaskArn)), time, log) : null;
        task = await WaitForEndAsync(infra, task, _patience, shown, cancellationToken);
        if (task.LastStatus != "STOPPED")
            throw follow ? await StopAsync(infra, task, shown, remedy, cancellationToken)
                : new PipelineException($"The {what} task {Name(task.TaskArn)} is {task.LastStatus} after {_patience.TotalMinutes} minutes.", $"It goes on: look at the log group {infra.LogGroupName}, and run this again when it has ended.");

        // Image, log group, secret: what a task needs to begin with, and its command is not to blame.
        if (task.StopCode == TaskStopCode.TaskFailedToStart)
            throw Explain("could not start", "When what it names was deleted: ./build.sh Plan Apply makes it again, and Push an image. Then run this again.", await evidence.DescribeAsync(infra, task, cancellationToken));
        var exitCode = task.Containers?.FirstOrDefault(container => container.Name == infra.ContainerName)?.ExitCode;
        return exitCode == 0 ? task : throw Explain("failed", remedy, await evidence.DescribeAsync(infra, task, cancellationToken));

        PipelineException Explain(string how, string? otherwise, string end) => new($"The {what} {how}: {end}", TaskHelp.Of(end, infra) ?? otherwise);
    }

    /// <summary>Waits for a task's end, or for the end of the time.</summary>
    private async Task<EcsTask> WaitForEndAsync(InfraOutputs infra, EcsTask task, TimeSpan patience, TaskLog? shown, CancellationToken cancellationToken)
    {
        var seen = time.GetUtcNow();
        if (task.LastStatus != "STOPPED")
            await _polling.UntilAsync($"the {what} task {Name(task.TaskArn)}", patience, async cancellation =>
            {
                var found = (await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = infra.ClusterName, Tasks = [task.TaskArn] }, cancellation)).Tasks;
                if (found is [var now])
                    (task, seen) = (now, time.GetUtcNow());
                else if (time.GetUtcNow() - seen > PatienceWithDescriptions)
                    throw new PipelineException($"ECS knows nothing of the {what} task {Name(task.TaskArn)}.", $"It ended long ago, or its cluster {infra.ClusterName} was replaced: look at the log group {infra.LogGroupName}, and run this again.");
                if (shown is not null) await shown.ShowAsync(cancellation);
                return task.LastStatus == "STOPPED";
            }, cancellationToken);
        if (shown is not null && task.LastStatus == "STOPPED") await shown.ShowEndAsync(cancellationToken);
        return task;
    }

    /// <summary>Stops a task whose time is over, and says how that ended.</summary>
    private async Task<PipelineException> StopAsync(InfraOutputs infra, EcsTask task, TaskLog? shown, string? remedy, CancellationToken cancellationToken)
    {
        var late = $"The {what} task {Name(task.TaskArn)} was {task.LastStatus} after {_patience.TotalMinutes} minutes";
        var command = $"It goes on: look at the log group {infra.LogGroupName}, or stop it: aws ecs stop-task --cluster {infra.ClusterName} --task {Name(task.TaskArn)} --region {infra.Region}";
        try
        {
            await ecs.StopTaskAsync(new StopTaskRequest { Cluster = infra.ClusterName, Task = task.TaskArn, Reason = $"The {what} has not ended in its time" }, cancellationToken);
        }
        catch (InvalidParameterException)
        {
            // "The referenced task was not found": it has ended meanwhile, as a look tells.
        }
        catch (AmazonECSException exception)
        {
            return new PipelineException($"{late} and could not be stopped ({exception.ErrorCode}: {exception.Message}).", command, exception);
        }

        task = await WaitForEndAsync(infra, task, PatienceWithStops, shown, cancellationToken);
        return task.LastStatus == "STOPPED"
            ? new PipelineException($"{late} and was stopped: {await evidence.DescribeAsync(infra, task, cancellationToken)}", remedy)
            : new PipelineException($"{late} and has not ended {PatienceWithStops.TotalMinutes} minutes after it was stopped.", command);
    }

    /// <summary>Runs a command to its end and returns the last line that it wrote.</summary>
    /// <exception cref="PipelineException">It did not start, it failed, or what it wrote does not appear in its log.</exception>
    public async Task<string> AskAsync(InfraOutputs infra, string taskDefinitionArn, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var task = await WaitAsync(infra, await StartAsync(infra, taskDefinitionArn, command, cancellationToken), null, cancellationToken);
        var stream = TaskEvidence.StreamOf(infra, Name(task.TaskArn)) ?? throw new PipelineException($"The task definition {Name(taskDefinitionArn)} writes no log that could be read.", "Give the container the awslogs driver with a stream prefix.");
        return await new Polling(time, log).FindAsync($"the answer of the {what} task {Name(task.TaskArn)}", PatienceWithLogs, cancellation => LastLineAsync(infra, stream, cancellation), cancellationToken)
            ?? throw new PipelineException($"The {what} task {Name(task.TaskArn)} ended well, but its answer is not in the log {infra.LogGroupName}/{stream} after {PatienceWithLogs.TotalSeconds} seconds.", "Run this again.");
    }

    /// <summary>The last part of an ARN.</summary>
    public static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    private async Task<string?> LastLineAsync(InfraOutputs infra, string stream, CancellationToken cancellationToken)
    {
        try
        {
            return await new LogReader(logs).ReadEndAsync(infra.LogGroupName, stream, 1, cancellationToken) is [.., var last] ? last : null;
        }
        catch (Amazon.CloudWatchLogs.Model.ResourceNotFoundException)
        {
            return null;
        }
    }
}
