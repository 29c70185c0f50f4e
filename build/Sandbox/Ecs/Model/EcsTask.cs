using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Ecs.Model;

/// <summary>The statuses of a task, in the order in which it goes through them.</summary>
public static class TaskStatuses
{
    public const string Provisioning = "PROVISIONING";
    public const string Pending = "PENDING";
    public const string Running = "RUNNING";
    public const string Deactivating = "DEACTIVATING";
    public const string Stopping = "STOPPING";
    public const string Deprovisioning = "DEPROVISIONING";
    public const string Stopped = "STOPPED";
}

/// <summary>A task: one or more containers with one address.</summary>
public sealed class EcsTask
{
    public required string Id { get; set; }

    public required string Arn { get; set; }

    public required string ClusterName { get; set; }

    public required string ClusterArn { get; set; }

    public required string TaskDefinition { get; set; }

    public string LastStatus { get; set; } = TaskStatuses.Provisioning;

    public string DesiredStatus { get; set; } = TaskStatuses.Running;

    public required string Group { get; set; }

    public string? StartedBy { get; set; }

    /// <summary>ARN of the service that it belongs to.</summary>
    public string? ServiceArn { get; set; }

    public string? TaskSetId { get; set; }

    /// <summary>The target group it is registered with while it runs.</summary>
    public Registration? Registration { get; set; }

    /// <summary>Overrides, network configuration and the like, as given.</summary>
    public JsonObject Settings { get; set; } = [];

    public string AttachmentId { get; set; } = Guid.NewGuid().ToString();

    /// <summary>Address in the sandbox's network.</summary>
    public string? Address { get; set; }

    public string? MacAddress { get; set; }

    public string? StopCode { get; set; }

    public string? StoppedReason { get; set; }

    /// <summary>Whether its target, or its containers' own checks, have ever been found healthy.</summary>
    public bool WasHealthy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? PullStartedAt { get; set; }

    public DateTimeOffset? PullStoppedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? StoppingAt { get; set; }

    public DateTimeOffset? StoppedAt { get; set; }

    public List<TaskContainer> Containers { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>Whether it is to run, though it may not do so yet.</summary>
    [JsonIgnore]
    public bool IsWanted => DesiredStatus == TaskStatuses.Running && LastStatus != TaskStatuses.Stopped;
}

/// <summary>A container of a task.</summary>
public sealed class TaskContainer
{
    public required string Name { get; set; }

    public required string Arn { get; set; }

    public required string Image { get; set; }

    public string? ImageDigest { get; set; }

    public bool Essential { get; set; } = true;

    /// <summary>The Docker container's id; null before it is made.</summary>
    public string? RuntimeId { get; set; }

    public string LastStatus { get; set; } = TaskStatuses.Pending;

    public string HealthStatus { get; set; } = "UNKNOWN";

    public int? ExitCode { get; set; }

    public string? Reason { get; set; }

    /// <summary>Log lines up to this moment have arrived.</summary>
    public DateTimeOffset? LogsShippedTo { get; set; }
}
