using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using EcsTask = Amazon.ECS.Model.Task;

namespace Notejam.Pipeline.Rollout;

/// <summary>Why tasks died: ECS's reason and the last lines that they wrote.</summary>
public sealed class TaskEvidence(IAmazonECS ecs, IAmazonCloudWatchLogs logs)
{
    private const int LogLines = 12;

    /// <summary>Stopped tasks of one task definition since a moment, newest first.</summary>
    public async Task<IReadOnlyList<EcsTask>> FindStoppedAsync(InfraOutputs infra, string taskDefinitionArn, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var tasks = new List<EcsTask>();
        string? token = null;
        do
        {
            // A page has 100 at most, which is what DescribeTasks takes at once.
            var page = await ecs.ListTasksAsync(new ListTasksRequest { Cluster = infra.ClusterName, DesiredStatus = DesiredStatus.STOPPED, NextToken = token }, cancellationToken);
            if (page.TaskArns is { Count: > 0 } arns)
                tasks.AddRange((await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = infra.ClusterName, Tasks = arns }, cancellationToken)).Tasks ?? []);
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return [.. tasks.Where(task => task.TaskDefinitionArn == taskDefinitionArn && task.CreatedAt >= since.UtcDateTime).OrderByDescending(task => task.CreatedAt)];
    }

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

    private async Task<IReadOnlyList<string>> ReadLogAsync(InfraOutputs infra, string taskId, CancellationToken cancellationToken)
    {
        var container = infra.TaskDefinitionTemplate["containerDefinitions"]?.AsArray().FirstOrDefault(item => (string?)item?["name"] == infra.ContainerName);
        if ((string?)container?["logConfiguration"]?["options"]?["awslogs-stream-prefix"] is not { } prefix) return [];
        try
        {
            var response = await logs.GetLogEventsAsync(new GetLogEventsRequest
            {
                LogGroupName = infra.LogGroupName, LogStreamName = $"{prefix}/{infra.ContainerName}/{taskId}", Limit = LogLines, StartFromHead = false,
            }, cancellationToken);
            return [.. (response.Events ?? []).Select(line => line.Message.TrimEnd())];
        }
        catch (Amazon.CloudWatchLogs.Model.ResourceNotFoundException)
        {
            // The task died before it wrote anything.
            return [];
        }
    }
}
