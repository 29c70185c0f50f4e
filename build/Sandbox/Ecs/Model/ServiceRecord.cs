using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Ecs.Model;

/// <summary>A service: its settings, its task sets, its events.</summary>
public sealed class ServiceRecord
{
    private const int EventsKept = 100;

    public required string Name { get; set; }

    public required string Arn { get; set; }

    public required string ClusterName { get; set; }

    public required string ClusterArn { get; set; }

    public string Status { get; set; } = "ACTIVE";

    public int DesiredCount { get; set; }

    /// <summary>ARN of the PRIMARY task set's definition.</summary>
    public required string TaskDefinition { get; set; }

    /// <summary>What was given at creation or by an update and is mostly reported back.</summary>
    public JsonObject Settings { get; set; } = [];

    /// <summary>The task sets; under the rolling controller they stand for its deployments.</summary>
    public List<TaskSet> TaskSets { get; set; } = [];

    /// <summary>Newest first.</summary>
    public List<ServiceEvent> Events { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public bool Steady { get; set; }

    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>Whether CodeDeploy alone may change what runs.</summary>
    [JsonIgnore]
    public bool IsCodeDeploy => (string?)Settings["deploymentController"]?["type"] == "CODE_DEPLOY";

    /// <summary>The task set that serves; null when all are gone.</summary>
    [JsonIgnore]
    public TaskSet? Primary => TaskSets.Find(set => set.Status == "PRIMARY");

    /// <summary>How long a new task may fail its target group's checks; AWS time.</summary>
    [JsonIgnore]
    public TimeSpan HealthCheckGrace => TimeSpan.FromSeconds((int?)Settings["healthCheckGracePeriodSeconds"] ?? 0);

    /// <summary>Notes what happened.</summary>
    public void Note(DateTimeOffset now, string message)
    {
        Events.Insert(0, new ServiceEvent(Guid.NewGuid().ToString(), now, message));
        if (Events.Count > EventsKept) Events.RemoveRange(EventsKept, Events.Count - EventsKept);
    }

    /// <summary>The service as its events call it.</summary>
    public string Called(TaskSet set) => IsCodeDeploy ? $"(service {Name}, taskSet {set.Id})" : $"(service {Name})";
}

/// <summary>An event of a service.</summary>
public sealed record ServiceEvent(string Id, DateTimeOffset CreatedAt, string Message);
