using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Api;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Elb;

namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>Task sets for CodeDeploy's engine.</summary>
internal sealed class TaskSets(EcsStore store, ITrafficRoutes routes, EcsSignal signal, TimeProvider clock) : ITaskSets
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    /// <inheritdoc />
    public Task<string> CreateAsync(string region, TaskSetSpec spec, CancellationToken cancellationToken)
    {
        var id = store.Write(region, state =>
        {
            var service = state.ActiveService(spec.Cluster, spec.Service);
            var definition = state.ActiveDefinition(spec.TaskDefinition);
            var set = NewSet(region, service, definition.Arn, clock.GetUtcNow());
            set.ExternalId = spec.ExternalId;
            set.LoadBalancers = new JsonArray(new JsonObject
            {
                ["targetGroupArn"] = spec.TargetGroupArn,
                ["containerName"] = spec.ContainerName,
                ["containerPort"] = spec.ContainerPort,
            });
            service.TaskSets.Add(set);
            return set.Id;
        });
        signal.Pulse();
        return Task.FromResult(id);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> RolesOfAsync(string region, string taskDefinition, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(store.Read(region, state => state.ActiveDefinition(taskDefinition).Body is var body
            ? new[] { (string?)body["taskRoleArn"], (string?)body["executionRoleArn"] }.OfType<string>().Where(role => role.Length > 0).Distinct().ToList()
            : []));

    /// <inheritdoc />
    public async Task<IReadOnlyList<TaskSetStatus>> DescribeAsync(string region, string cluster, string service, CancellationToken cancellationToken)
    {
        var sets = store.Read(region, state => state.ActiveService(cluster, service).TaskSets.Where(set => set.Status != "DRAINING").ToList());
        var described = new List<TaskSetStatus>();
        foreach (var set in sets)
        {
            var targets = set.Registration is { } registration ? await routes.GetHealthAsync(region, registration.TargetGroupArn, cancellationToken) : [];
            described.Add(store.Read(region, state => Describe(state, set, targets)));
        }

        return [.. described.OrderByDescending(set => set.Status == "PRIMARY")];
    }

    /// <inheritdoc />
    public Task MakePrimaryAsync(string region, string cluster, string service, string taskSetId, CancellationToken cancellationToken)
    {
        store.Write(region, state =>
        {
            var found = state.ActiveService(cluster, service);
            var primary = Find(found, taskSetId);
            foreach (var set in found.TaskSets.Where(set => set.Status == "PRIMARY")) set.Status = "ACTIVE";
            primary.Status = "PRIMARY";
            primary.UpdatedAt = clock.GetUtcNow();
            primary.Desired = found.DesiredCount;
            found.TaskDefinition = primary.TaskDefinition;
            found.Settings["loadBalancers"] = primary.LoadBalancers.DeepClone();
            return 0;
        });
        signal.Pulse();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string region, string cluster, string service, string taskSetId, CancellationToken cancellationToken)
    {
        var found = store.Write(region, state =>
        {
            var owner = state.ActiveService(cluster, service);
            // An engine that was interrupted asks again: one that is gone already is deleted.
            if (owner.TaskSets.Find(each => each.Id == taskSetId) is { } set)
            {
                set.Status = "DRAINING";
                set.Desired = 0;
            }

            return owner;
        });
        signal.Pulse();
        while (store.Read(region, state => state.LiveTasksOf(taskSetId).Any())) await Task.Delay(Pause, clock, cancellationToken);
        store.Write(region, _ => found.TaskSets.RemoveAll(set => set.Id == taskSetId));
    }

    /// <summary>A task set of a service, scaled to its desired count; not yet among its sets.</summary>
    public static TaskSet NewSet(string region, ServiceRecord service, string definitionArn, DateTimeOffset now)
    {
        var number = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray()) % 9_000_000_000_000_000_000;
        var id = "ecs-svc/" + number.ToString("D19", CultureInfo.InvariantCulture);
        return new TaskSet
        {
            Id = id,
            Arn = $"arn:aws:ecs:{region}:{SandboxOptions.AccountId}:task-set/{service.ClusterName}/{service.Name}/{id}",
            TaskDefinition = definitionArn,
            Desired = service.DesiredCount,
            LoadBalancers = service.Settings["loadBalancers"]?.DeepClone().AsArray() ?? [],
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static TaskSet Find(ServiceRecord service, string id) => service.TaskSets.Find(set => set.Id == id || set.Arn == id)
        ?? throw new Gateway.AwsException("TaskSetNotFoundException", $"The specified task set '{id}' does not exist.");

    private static TaskSetStatus Describe(EcsRegion state, TaskSet set, IReadOnlyList<TargetState> targets)
    {
        var tasks = state.LiveTasksOf(set.Id).Where(task => task.IsWanted).ToList();
        var running = tasks.Where(task => task.LastStatus == TaskStatuses.Running).ToList();
        return new TaskSetStatus(
            set.Id, set.Status, set.TaskDefinition, set.Registration?.TargetGroupArn ?? "", set.Desired,
            tasks.Count - running.Count, running.Count,
            running.Count(task => TargetConditions.Of(task, targets) is TargetCondition.Healthy or TargetCondition.None),
            [.. set.StoppedReasons], set.CreatedAt);
    }
}
