using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Ecs.Running;
using Notejam.Sandbox.Ecs.Scheduling;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Operations on tasks.</summary>
internal sealed class TaskOperations(EcsStore store, TaskRunner runner, TimeProvider clock) : IOperations
{
    private const int MostAtOnce = 10;

    private static readonly string[] Kept =
        ["launchType", "platformVersion", "networkConfiguration", "overrides", "enableExecuteCommand", "capacityProviderStrategy"];

    public IEnumerable<Operation> Operations =>
    [
        new("RunTask", Run),
        new("StopTask", Stop),
        new("DescribeTasks", Describe),
        new("ListTasks", List),
    ];

    private JsonObject Run(AwsRequest request)
    {
        var input = request.Json;
        var count = (int?)input["count"] ?? 1;
        if (count is < 1 or > MostAtOnce) throw new AwsException("InvalidParameterException", $"count must be between 1 and {MostAtOnce}.");
        var (tasks, shown) = store.Write(request.Region, region =>
        {
            var cluster = region.Cluster((string?)input["cluster"]);
            var definition = region.ActiveDefinition(input.Required("taskDefinition"));
            ServiceRules.RequireNetwork(definition, input);
            RequireContainers(definition, input);
            var started = Enumerable.Range(0, count).Select(_ =>
            {
                var settings = new JsonObject().CopyFrom(input, Kept);
                var task = NewTasks.Create(request.Region, cluster, definition, (string?)input["group"] ?? "family:" + definition.Family, settings, clock.GetUtcNow());
                task.StartedBy = (string?)input["startedBy"];
                task.Tags = (string?)input["propagateTags"] == "TASK_DEFINITION" ? new(definition.Tags) : [];
                foreach (var (key, value) in JsonHelp.ReadTags(input)) task.Tags[key] = value;
                return region.Tasks[task.Id] = task;
            }).ToList();
            return (started, JsonHelp.List(started.Select(task => TaskJson.Show(region, task, request.Region))));
        });
        foreach (var task in tasks) runner.Run(request.Region, task.Id);
        return new JsonObject { ["tasks"] = shown, ["failures"] = new JsonArray() };
    }

    private JsonObject Stop(AwsRequest request)
    {
        var id = store.Read(request.Region, region =>
        {
            region.Cluster((string?)request.Json["cluster"]);
            return Find(region, request.Json.Required("task"))?.Id ?? throw new AwsException("InvalidParameterException", "The referenced task was not found.");
        });
        runner.Stop(request.Region, id, (string?)request.Json["reason"] ?? "Task stopped by user", "UserInitiated");
        return store.Read(request.Region, region => new JsonObject { ["task"] = TaskJson.Show(region, region.Tasks[id], request.Region) });
    }

    private JsonObject Describe(AwsRequest request) => store.Read(request.Region, region =>
    {
        var cluster = region.Cluster((string?)request.Json["cluster"]);
        var asked = request.Json.Strings("tasks").Select(reference => (reference, task: Find(region, reference))).ToList();
        return new JsonObject
        {
            ["tasks"] = JsonHelp.List(asked.Where(pair => pair.task is not null).Select(pair => TaskJson.Show(region, pair.task!, request.Region))),
            ["failures"] = JsonHelp.List(asked.Where(pair => pair.task is null).Select(pair => new JsonObject
            {
                ["arn"] = request.Arn("ecs", $"task/{cluster.Name}/{EcsLookups.NameOf(pair.reference)}"),
                ["reason"] = "MISSING",
            })),
        };
    });

    private JsonObject List(AwsRequest request) => store.Read(request.Region, region =>
    {
        var input = request.Json;
        var cluster = region.Cluster((string?)input["cluster"]);
        var status = (string?)input["desiredStatus"] ?? TaskStatuses.Running;
        var service = (string?)input["serviceName"];
        if (service is not null && region.FindService(cluster, service) is null) throw new AwsException("ServiceNotFoundException", "Service not found.");
        var family = (string?)input["family"];
        var startedBy = (string?)input["startedBy"];
        var chosen = region.Tasks.Values.Where(task => task.ClusterName == cluster.Name && task.DesiredStatus == status
            && (service is null || task.Group == "service:" + EcsLookups.NameOf(service))
            && (family is null || EcsLookups.NameOf(task.TaskDefinition).StartsWith(family + ":", StringComparison.Ordinal))
            && (startedBy is null || task.StartedBy == startedBy));
        return new JsonObject { ["taskArns"] = JsonHelp.Texts(chosen.Select(task => task.Arn)) };
    });

    private static EcsTask? Find(EcsRegion region, string idOrArn) => region.Tasks.GetValueOrDefault(EcsLookups.NameOf(idOrArn));

    private static void RequireContainers(TaskDefinition definition, JsonObject input)
    {
        var known = definition.Containers.Select(container => (string)container["name"]!).ToHashSet();
        var unknown = (input["overrides"]?["containerOverrides"]?.AsArray() ?? []).Select(each => (string?)each!["name"] ?? "").FirstOrDefault(name => !known.Contains(name));
        if (unknown is not null) throw new AwsException("InvalidParameterException", $"Override for container named {unknown} is not a container in the TaskDefinition.");
    }
}
