namespace Notejam.Sandbox.Ecs;

/// <summary>What CodeDeploy's engine asks of ECS: two task sets of one service, side by side.</summary>
public interface ITaskSets
{
    /// <summary>Starts the replacement (ACTIVE) task set of a service, scaled to its desired count.</summary>
    /// <returns>The task set's id (<c>ecs-svc/…</c>).</returns>
    /// <exception cref="Gateway.AwsException">No such service or task definition.</exception>
    Task<string> CreateAsync(string region, TaskSetSpec spec, CancellationToken cancellationToken);

    /// <summary>ARNs of the roles that a task definition hands to its tasks; none when there is no such definition.</summary>
    Task<IReadOnlyList<string>> RolesOfAsync(string region, string taskDefinition, CancellationToken cancellationToken);

    /// <summary>The task sets of a service, PRIMARY first.</summary>
    Task<IReadOnlyList<TaskSetStatus>> DescribeAsync(string region, string cluster, string service, CancellationToken cancellationToken);

    /// <summary>Makes a task set the PRIMARY one, the service's task definition and target group with it.</summary>
    Task MakePrimaryAsync(string region, string cluster, string service, string taskSetId, CancellationToken cancellationToken);

    /// <summary>Stops a task set's tasks (deregistered and drained first) and removes it.</summary>
    Task DeleteAsync(string region, string cluster, string service, string taskSetId, CancellationToken cancellationToken);
}

/// <summary>A task set to start, from an AppSpec's TargetService.</summary>
public sealed record TaskSetSpec(string Cluster, string Service, string TaskDefinition, string ContainerName, int ContainerPort, string TargetGroupArn, string ExternalId);

/// <summary>A task set as it stands.</summary>
/// <param name="Status">PRIMARY or ACTIVE.</param>
/// <param name="Healthy">Running tasks whose target is healthy in the task set's target group.</param>
/// <param name="StoppedReasons">Why tasks of this set stopped, newest first.</param>
public sealed record TaskSetStatus(
    string Id, string Status, string TaskDefinition, string TargetGroupArn, int Desired, int Pending, int Running, int Healthy,
    IReadOnlyList<string> StoppedReasons, DateTimeOffset CreatedAt);
