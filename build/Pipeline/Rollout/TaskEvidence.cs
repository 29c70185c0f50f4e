using Amazon.CloudWatchLogs;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using EcsTask = Amazon.ECS.Model.Task;

namespace Notejam.Pipeline.Rollout;

/// <summary>Why tasks died: ECS's reason and the last lines that they wrote; where those cannot be read, why not.</summary>
public sealed class TaskEvidence(IAmazonECS ecs, IAmazonCloudWatchLogs logs)
{
    private const int LogLines = 12;

    /// <summary>
    /// Stopped tasks that the service has started of one task definition since a moment, newest first. What people, or we ourselves, have
    /// started by RunTask has the same definition and another group (<c>family:…</c>): its end says nothing of the service.
    /// </summary>
    public async Task<IReadOnlyList<EcsTask>> FindStoppedAsync(InfraOutputs infra, string taskDefinitionArn, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        await foreach (var arn in ecs.Paginators.ListTasks(new ListTasksRequest { Cluster = infra.ClusterName, DesiredStatus = DesiredStatus.STOPPED }).TaskArns.WithCancellation(cancellationToken))
            arns.Add(arn);
        var tasks = new List<EcsTask>();
        foreach (var chunk in arns.Chunk(100))
            tasks.AddRange((await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = infra.ClusterName, Tasks = [.. chunk] }, cancellationToken)).Tasks ?? []);
        return [.. tasks.Where(task => task.TaskDefinitionArn == taskDefinitionArn && task.Group == $"service:{infra.ServiceName}" && task.CreatedAt >= since.UtcDateTime).OrderByDescending(task => task.CreatedAt)];
    }

    /// <summary>The same, for those who go on without: a problem in words where they cannot be looked at.</summary>
    public Task<(IReadOnlyList<EcsTask> Tasks, string? Problem)> TryFindStoppedAsync(InfraOutputs infra, string taskDefinitionArn, DateTimeOffset since, CancellationToken cancellationToken) =>
        Evidence.ReadAsync<(IReadOnlyList<EcsTask>, string?)>(async () => (await FindStoppedAsync(infra, taskDefinitionArn, since, cancellationToken), null), problem => ([], problem), cancellationToken);

    /// <summary>A task's end in a few lines: stopped reason, exit code, last log lines.</summary>
    public async Task<string> DescribeAsync(InfraOutputs infra, EcsTask task, CancellationToken cancellationToken)
    {
        var id = task.TaskArn[(task.TaskArn.LastIndexOf('/') + 1)..];
        var container = task.Containers?.FirstOrDefault(item => item.Name == infra.ContainerName);
        var exit = container?.ExitCode is { } code ? $", exit code {code}" : "";
        var reason = container?.Reason is { Length: > 0 } detail ? $"{task.StoppedReason} ({detail})" : task.StoppedReason;
        var lines = await ReadLogAsync(infra, id, cancellationToken);
        return $"task {id}: {reason}{exit}" + string.Concat(lines.Select(line => "\n    | " + line));
    }

    /// <summary>The log stream of a task's container; null when it writes none that could be read.</summary>
    public static string? StreamOf(InfraOutputs infra, string taskId)
    {
        ArgumentNullException.ThrowIfNull(infra);
        var container = infra.TaskDefinitionTemplate["containerDefinitions"]?.AsArray().FirstOrDefault(item => (string?)item?["name"] == infra.ContainerName);
        return (string?)container?["logConfiguration"]?["options"]?["awslogs-stream-prefix"] is { } prefix ? $"{prefix}/{infra.ContainerName}/{taskId}" : null;
    }

    private async Task<IReadOnlyList<string>> ReadLogAsync(InfraOutputs infra, string taskId, CancellationToken cancellationToken)
    {
        if (StreamOf(infra, taskId) is not { } stream) return [];
        return await Evidence.ReadAsync(() => ReadEndAsync(infra.LogGroupName, stream, cancellationToken), problem => [$"(its log {infra.LogGroupName}/{stream} cannot be read: {problem})"], cancellationToken);
    }

    private async Task<IReadOnlyList<string>> ReadEndAsync(string group, string stream, CancellationToken cancellationToken)
    {
        try
        {
            return await new LogReader(logs).ReadEndAsync(group, stream, LogLines, cancellationToken);
        }
        // "The specified log group does not exist.", or: "The specified log stream does not exist."
        catch (Amazon.CloudWatchLogs.Model.ResourceNotFoundException missing)
        {
            // Without a stream the task died before it wrote anything.
            return missing.Message.Contains("log group", StringComparison.Ordinal) ? [$"(there is no log group {group})"] : [];
        }
    }
}
