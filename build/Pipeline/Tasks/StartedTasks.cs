using Amazon.ECS;
using Amazon.ECS.Model;
using EcsTask = Amazon.ECS.Model.Task;

namespace Notejam.Pipeline.Tasks;

/// <summary>
/// Tasks that were started by name. A cluster is shared, and a name is free to everybody: ours are also of our family. ECS filters by the
/// starter or by the family, and not by both (botocore ecs ListTasksRequest.startedBy: "it must be the only filter that you use").
/// </summary>
internal sealed class StartedTasks(IAmazonECS ecs)
{
    // DescribeTasks takes a hundred.
    private const int Batch = 100;

    /// <summary>Those of a family that run or are to run.</summary>
    /// <param name="family">The family of their task definitions.</param>
    /// <param name="startedBy">Who has started them.</param>
    public async Task<IReadOnlyList<EcsTask>> FindAsync(string cluster, string family, string startedBy, CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        await foreach (var arn in ecs.Paginators.ListTasks(new ListTasksRequest { Cluster = cluster, StartedBy = startedBy }).TaskArns.WithCancellation(cancellationToken)) arns.Add(arn);
        var tasks = new List<EcsTask>();
        foreach (var batch in arns.Chunk(Batch))
            tasks.AddRange((await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = cluster, Tasks = [.. batch] }, cancellationToken)).Tasks ?? []);
        return [.. tasks.Where(task => task.LastStatus != "STOPPED" && FamilyOf(task.TaskDefinitionArn) == family)];
    }

    /// <summary>The family in a task definition's ARN: <c>…:task-definition/family:revision</c>.</summary>
    public static string? FamilyOf(string? arn) => arn?[(arn.LastIndexOf('/') + 1)..].Split(':')[0];
}
