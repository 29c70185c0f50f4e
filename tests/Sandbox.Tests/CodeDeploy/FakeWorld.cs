using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Api;
using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Elb;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.CodeDeploy;

/// <summary>One ECS service behind two listeners, in memory; it outlives an engine that is restarted.</summary>
internal sealed class FakeWorld(TimeProvider time) : ITaskSets, ITrafficRoutes, ITargetGroupDirectory, IEmulator
{
    private int _nextId = 2;

    public int Desired { get; set; } = 2;

    /// <summary>Whether new tasks become healthy; otherwise they crash.</summary>
    public bool NewTasksAreHealthy { get; set; } = true;

    /// <summary>Throw this at the next creation of a task set.</summary>
    public Exception? CreationError { get; set; }

    /// <summary>Called after each effect: a test throws here to end the engine between effect and note.</summary>
    public Action<string> AfterEffect { get; set; } = _ => { };

    public HashSet<string> FiringAlarms { get; } = [];

    public List<TaskSetStatus> Sets { get; } = [Deployments.Set(Deployments.Blue, "PRIMARY")];

    public Dictionary<string, IReadOnlyDictionary<string, int>> Weights { get; } = new()
    {
        ["arn:production"] = new Dictionary<string, int> { [Deployments.BlueGroup] = 100 },
        ["arn:test"] = new Dictionary<string, int> { [Deployments.BlueGroup] = 100 },
    };

    /// <summary>All that happened, in order.</summary>
    public List<string> Effects { get; } = [];

    public TaskSetStatus Primary => Sets.Single(set => set.Status == "PRIMARY");

    public Task<IReadOnlyList<string>> RolesOfAsync(string region, string taskDefinition, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(["arn:aws:iam::123456789012:role/task"]);

    public Task<string> CreateAsync(string region, TaskSetSpec spec, CancellationToken cancellationToken)
    {
        if (CreationError is { } error) throw error;
        var id = $"ecs-svc/{_nextId++}";
        var healthy = NewTasksAreHealthy ? Desired : 0;
        Sets.Add(new TaskSetStatus(id, "ACTIVE", spec.TaskDefinition, spec.TargetGroupArn, Desired, 0, healthy, healthy,
            NewTasksAreHealthy ? [] : ["Essential container in task exited: out of memory"], time.GetUtcNow()));
        Done($"create {id}");
        return Task.FromResult(id);
    }

    public Task<IReadOnlyList<TaskSetStatus>> DescribeAsync(string region, string cluster, string service, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TaskSetStatus>>([.. Sets.OrderBy(set => set.Status == "PRIMARY" ? 0 : 1)]);

    public Task MakePrimaryAsync(string region, string cluster, string service, string taskSetId, CancellationToken cancellationToken)
    {
        for (var index = 0; index < Sets.Count; index++) Sets[index] = Sets[index] with { Status = Sets[index].Id == taskSetId ? "PRIMARY" : "ACTIVE" };
        Done($"primary {taskSetId}");
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string region, string cluster, string service, string taskSetId, CancellationToken cancellationToken)
    {
        Sets.RemoveAll(set => set.Id == taskSetId);
        Done($"delete {taskSetId}");
        return Task.CompletedTask;
    }

    public Task SetWeightsAsync(string region, string listenerArn, IReadOnlyDictionary<string, int> weightsByTargetGroupArn, CancellationToken cancellationToken)
    {
        Weights[listenerArn] = weightsByTargetGroupArn;
        Done($"{listenerArn[4..]} {weightsByTargetGroupArn[Deployments.BlueGroup]}/{weightsByTargetGroupArn[Deployments.GreenGroup]}");
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, int>> GetWeightsAsync(string region, string listenerArn, CancellationToken cancellationToken) =>
        Task.FromResult(Weights[listenerArn]);

    public Task<IReadOnlyList<string>> FindAsync(string region, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. names.Select(name => name == "one" ? Deployments.BlueGroup : Deployments.GreenGroup)]);

    public Task<JsonObject> CallAsync(string region, string service, string target, JsonObject input, CancellationToken cancellationToken)
    {
        var alarms = input.Texts("AlarmNames").Select(name => new JsonObject
        {
            ["AlarmName"] = name,
            ["StateValue"] = FiringAlarms.Contains(name) ? "ALARM" : "OK",
        });
        return Task.FromResult(new JsonObject { ["MetricAlarms"] = JsonReading.Array(alarms) });
    }

    public Task<AwsResponse> AnswerAsync(AwsRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody calls the emulator here.");

    public Task RegisterAsync(string region, string targetGroupArn, string address, int port, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeregisterAsync(string region, string targetGroupArn, string address, int port, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<TargetState>> GetHealthAsync(string region, string targetGroupArn, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TargetState>>([]);

    private void Done(string effect)
    {
        Effects.Add(effect);
        AfterEffect(effect);
    }
}
