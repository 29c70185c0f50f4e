using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Ecs.Model;

/// <summary>Tasks of one service that run the same definition.</summary>
public sealed class TaskSet
{
    public required string Id { get; set; }

    public required string Arn { get; set; }

    /// <summary>PRIMARY, ACTIVE or DRAINING.</summary>
    public string Status { get; set; } = "ACTIVE";

    /// <summary>ARN of the definition.</summary>
    public required string TaskDefinition { get; set; }

    public int Desired { get; set; }

    public JsonArray LoadBalancers { get; set; } = [];

    public string? ExternalId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Tasks that stopped by themselves before they were of use, in a row.</summary>
    public int FailuresInARow { get; set; }

    public int FailedTasks { get; set; }

    /// <summary>No task is started before.</summary>
    public DateTimeOffset NextLaunchAt { get; set; }

    /// <summary>Whether the scheduler, when it last looked, saw all tasks run and be healthy, and nothing left to do.</summary>
    public bool Steady { get; set; }

    /// <summary>When that changed last; null before the first look.</summary>
    public DateTimeOffset? SteadyChangedAt { get; set; }

    /// <summary>Why tasks of this set stopped, newest first.</summary>
    public List<string> StoppedReasons { get; set; } = [];

    /// <summary>Where tasks are registered; null without a load balancer.</summary>
    [JsonIgnore]
    public Registration? Registration => LoadBalancers.Count == 0 || (string?)LoadBalancers[0]!["targetGroupArn"] is not { } arn
        ? null
        : new Registration(arn, (string)LoadBalancers[0]!["containerName"]!, (int)LoadBalancers[0]!["containerPort"]!);
}

/// <summary>Where tasks are registered: the target group, and which container's port.</summary>
public sealed record Registration(string TargetGroupArn, string ContainerName, int ContainerPort);
