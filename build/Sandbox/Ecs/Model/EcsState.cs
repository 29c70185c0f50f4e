using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Ecs.Model;

/// <summary>All container services of the sandbox, as they are kept on disk.</summary>
public sealed class EcsState
{
    /// <summary>State by region name.</summary>
    public Dictionary<string, EcsRegion> Regions { get; set; } = [];
}

/// <summary>The container services of one region.</summary>
public sealed class EcsRegion
{
    /// <summary>Clusters by name.</summary>
    public Dictionary<string, Cluster> Clusters { get; set; } = [];

    /// <summary>Task definitions in the order in which they were registered.</summary>
    public List<TaskDefinition> TaskDefinitions { get; set; } = [];

    /// <summary>Services by ARN.</summary>
    public Dictionary<string, ServiceRecord> Services { get; set; } = [];

    /// <summary>Tasks by id; stopped ones are kept for a while, as on AWS.</summary>
    public Dictionary<string, EcsTask> Tasks { get; set; } = [];

    /// <summary>Account settings that differ from AWS's defaults.</summary>
    public Dictionary<string, string> AccountSettings { get; set; } = [];

    /// <summary>
    /// Lets go of deleted revisions: "A task definition revision will stay in DELETE_IN_PROGRESS status until all the associated
    /// tasks and services have been terminated" (botocore ecs, DeleteTaskDefinitions).
    /// </summary>
    public void ForgetDeletedDefinitions() => TaskDefinitions.RemoveAll(definition => definition.Status == TaskDefinition.DeleteInProgress
        && !Tasks.Values.Any(task => task.TaskDefinition == definition.Arn && task.LastStatus != TaskStatuses.Stopped)
        && !Services.Values.Any(service => service.TaskSets.Exists(set => set.TaskDefinition == definition.Arn)));

    /// <summary>The tasks of a task set that have not stopped.</summary>
    public IEnumerable<EcsTask> LiveTasksOf(string taskSetId) =>
        Tasks.Values.Where(task => task.TaskSetId == taskSetId && task.LastStatus != TaskStatuses.Stopped);
}

/// <summary>A cluster.</summary>
public sealed class Cluster
{
    public required string Name { get; set; }

    public required string Arn { get; set; }

    public string Status { get; set; } = "ACTIVE";

    /// <summary>What was given at creation or later and is only reported back.</summary>
    public JsonObject Settings { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];
}

/// <summary>A revision of a task definition.</summary>
public sealed class TaskDefinition
{
    /// <summary>The status of one that was deleted and is still used.</summary>
    public const string DeleteInProgress = "DELETE_IN_PROGRESS";

    public required string Arn { get; set; }

    public required string Family { get; set; }

    public int Revision { get; set; }

    public string Status { get; set; } = "ACTIVE";

    /// <summary>The definition as registered, with AWS's defaults filled in.</summary>
    public required JsonObject Body { get; set; }

    public DateTimeOffset RegisteredAt { get; set; }

    public DateTimeOffset? DeregisteredAt { get; set; }

    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>The container definitions.</summary>
    [JsonIgnore]
    public IEnumerable<JsonObject> Containers => Body["containerDefinitions"]!.AsArray().Select(node => node!.AsObject());
}
