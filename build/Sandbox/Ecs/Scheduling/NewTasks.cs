using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Model;

namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>Makes the records of new tasks.</summary>
internal static class NewTasks
{
    /// <summary>A task that is to run a definition, not started yet.</summary>
    public static EcsTask Create(string region, Cluster cluster, TaskDefinition definition, string group, JsonObject settings, DateTimeOffset now)
    {
        var id = Guid.NewGuid().ToString("N");
        return new EcsTask
        {
            Id = id,
            Arn = $"arn:aws:ecs:{region}:{SandboxOptions.AccountId}:task/{cluster.Name}/{id}",
            ClusterName = cluster.Name,
            ClusterArn = cluster.Arn,
            TaskDefinition = definition.Arn,
            Group = group,
            Settings = settings,
            CreatedAt = now,
            Containers =
            [
                .. definition.Containers.Select(container => new TaskContainer
                {
                    Name = (string)container["name"]!,
                    Arn = $"arn:aws:ecs:{region}:{SandboxOptions.AccountId}:container/{cluster.Name}/{id}/{Guid.NewGuid()}",
                    Image = (string)container["image"]!,
                    Essential = (bool?)container["essential"] ?? true,
                }),
            ],
        };
    }

    /// <summary>A task of a service's task set.</summary>
    public static EcsTask Of(string region, Cluster cluster, TaskDefinition definition, ServiceRecord service, TaskSet set, DateTimeOffset now)
    {
        var settings = new JsonObject();
        foreach (var name in new[] { "launchType", "platformVersion", "networkConfiguration", "enableExecuteCommand", "capacityProviderStrategy" })
            if (service.Settings[name] is { } value) settings[name] = value.DeepClone();
        var task = Create(region, cluster, definition, "service:" + service.Name, settings, now);
        task.ServiceArn = service.Arn;
        task.TaskSetId = set.Id;
        task.StartedBy = set.Id;
        task.Registration = set.Registration;
        return task;
    }
}
